namespace Changeover.Protocol.Dialects;

/// <summary>What readers call answers that no provider meant: values of <see cref="Chat.UpstreamError.Type"/>.</summary>
public static class AnswerFaults
{
    /// <summary>Nothing that can be read.</summary>
    public const string Malformed = "malformed_answer";

    /// <summary>The stream ended before its answer did.</summary>
    public const string Interrupted = "stream_interrupted";
}
