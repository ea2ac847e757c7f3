namespace Changeover.Keys.Limits;

/// <summary>
/// Where counters live. One step takes all charges of a request or none; integers only. What is held for a request is a reservation until it is
/// settled with what the request truly used.
/// </summary>
public interface ILimitStore
{
    /// <summary>Takes all charges, or none of them.</summary>
    /// <param name="hold">The request's reservation, which grows by them.</param>
    /// <param name="charges">Each for another counter.</param>
    /// <param name="cancellationToken">Ends the wait for a store out of process; what was taken by then is given back.</param>
    ValueTask<LimitVerdict> TakeAsync(Hold hold, IReadOnlyList<Charge> charges, CancellationToken cancellationToken);

    /// <summary>The request has ended: its reservation becomes what it truly used. Only the first call counts.</summary>
    /// <param name="hold">The reservation.</param>
    /// <param name="used">What each of its charges becomes.</param>
    ValueTask SettleAsync(Hold hold, Func<Charge, long> used);

    /// <summary>How a counter stands now.</summary>
    ValueTask<CounterState> StateAsync(CounterDefinition counter, CancellationToken cancellationToken);
}

/// <summary>How a counter stands.</summary>
/// <param name="Value">What counts against the limit: used and reserved.</param>
/// <param name="Held">Part of <paramref name="Value"/> that is reserved by requests under way.</param>
/// <param name="Reset">Until the window is empty if nothing more comes; null = never.</param>
public readonly record struct CounterState(long Value, long Held, TimeSpan? Reset);
