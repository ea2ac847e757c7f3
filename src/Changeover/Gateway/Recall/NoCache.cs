using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Recall;

/// <summary>A gateway that keeps no answers.</summary>
internal sealed class NoCache : IAnswerCache
{
    public static NoCache Instance { get; } = new();

    public RecalledAnswer? Recall(Exchange exchange, ReadOnlySpan<TargetState> candidates) => null;

    public void Keep(Exchange exchange)
    {
    }
}
