using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Counters that all nodes share, in Redis: one limit however many nodes enforce it.</summary>
internal sealed class SharedLimitStore(SharedCounters counters, OwnUse own, SharedGate gate) : ILimitStore
{
    /// <inheritdoc />
    public async ValueTask<LimitVerdict> TakeAsync(Hold hold, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        if (charges.Count == 0)
        {
            return LimitVerdict.Taken([]);
        }

        while (await gate.EnterAsync(cancellationToken) is { } keys)
        {
            try
            {
                var verdict = await counters.TakeAsync(keys, hold.Id, hold.At, charges);
                if (verdict.IsTaken)
                {
                    own.Take(hold, charges);
                }

                return verdict;
            }
            catch (Exception outage) when (IsOutage(outage))
            {
                Close(charges);
            }
            finally
            {
                gate.Leave();
            }
        }

        return LimitVerdict.Unavailable(charges[0].Counter);
    }

    /// <inheritdoc />
    public async ValueTask SettleAsync(Hold hold, Func<Charge, long> used)
    {
        // Inside the gate nobody puts this node's part into Redis: it would have, or not have, what is settled here.
        if (gate.TryEnter() is not { } keys)
        {
            own.Doubt(own.Settle(hold, used).Select(each => each.Charge.Counter));
            return;
        }

        var settled = own.Settle(hold, used);
        try
        {
            if (settled.Count > 0)
            {
                await counters.SettleAsync(keys, hold.Id, hold.At, settled);
            }
        }
        catch (Exception outage) when (IsOutage(outage))
        {
            Close(settled.Select(each => each.Charge));
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <inheritdoc />
    public async ValueTask<CounterState> StateAsync(CounterDefinition counter, CancellationToken cancellationToken)
    {
        if (await gate.EnterAsync(cancellationToken) is not { } keys)
        {
            return default;
        }

        try
        {
            return await counters.StateAsync(keys, counter);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Redis fails, or has forgotten.</summary>
    internal static bool IsOutage(Exception failure) => failure is RedisException or TimeoutException or GenerationLostException;

    private void Close(IEnumerable<Charge> charges)
    {
        own.Doubt(charges.Select(charge => charge.Counter));
        gate.Close();
    }
}
