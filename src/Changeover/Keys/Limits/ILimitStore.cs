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
    /// <param name="used">Tokens and money, in the accounting currency's nano-units.</param>
    ValueTask SettleAsync(Hold hold, Used used);

    /// <summary>How a counter stands now.</summary>
    ValueTask<CounterState> StateAsync(CounterDefinition counter, CancellationToken cancellationToken);
}

/// <summary>What a request truly used.</summary>
/// <param name="Tokens">Input and output together.</param>
/// <param name="NanoUnits">Money.</param>
public readonly record struct Used(long Tokens, long NanoUnits)
{
    /// <summary>What counts at a counter of this unit: a request stays one, and its place among the streams is free again.</summary>
    public long At(LimitUnit unit, long held) => unit switch
    {
        LimitUnit.Money => NanoUnits,
        LimitUnit.Tokens => Tokens,
        LimitUnit.Streams => 0,
        _ => held,
    };
}

/// <summary>How a counter stands.</summary>
/// <param name="Value">What counts against the limit: used and reserved.</param>
/// <param name="Held">Part of <paramref name="Value"/> that is reserved by requests under way.</param>
/// <param name="Reset">Until the window is empty if nothing more comes; null = never.</param>
public readonly record struct CounterState(long Value, long Held, TimeSpan? Reset);
