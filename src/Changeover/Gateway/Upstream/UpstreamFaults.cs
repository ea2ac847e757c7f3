namespace Changeover.Gateway.Upstream;

/// <summary>What the codecs call answers that no provider meant: values of <c>UpstreamError.Type</c>.</summary>
internal static class UpstreamFaults
{
    /// <summary>Nothing that can be read.</summary>
    public const string Malformed = "malformed_answer";

    /// <summary>The stream ended before its answer did.</summary>
    public const string Interrupted = "stream_interrupted";
}
