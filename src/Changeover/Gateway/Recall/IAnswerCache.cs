using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Recall;

/// <summary>Where the spine asks for an answer that was given before. Without the slice that keeps answers every request is sent.</summary>
internal interface IAnswerCache
{
    /// <summary>5 Recall. null = a target is to be asked; where its answer may be kept, <see cref="Exchange.CacheKey"/> is set then.</summary>
    /// <param name="exchange">A request that was let in.</param>
    /// <param name="candidates">Who may answer it: what another target said is not given again.</param>
    RecalledAnswer? Recall(Exchange exchange, ReadOnlySpan<TargetState> candidates);

    /// <summary>Keeps the answer that was just written, if it is one to be kept.</summary>
    void Keep(Exchange exchange);
}
