using Changeover.Gateway.Recording;

namespace Changeover.Gateway.Upstream;

/// <summary>What sending an attempt gave: an answer on its way, or a failure. Exactly one is set.</summary>
internal readonly record struct OpenedAnswer(UpstreamAnswer? Answer, AttemptOutcome? Failure, string? UpstreamRequestId)
{
    /// <summary>The attempt failed before its answer began.</summary>
    public static OpenedAnswer Failed(AttemptOutcome outcome, string? upstreamRequestId = null) => new(null, outcome, upstreamRequestId);
}
