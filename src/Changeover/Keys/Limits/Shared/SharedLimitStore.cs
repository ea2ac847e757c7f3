using Changeover.Storage;
using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Counters that all nodes share, in Redis: one limit however many nodes enforce it. While Redis cannot be reached, each rule does what it says for that.</summary>
internal sealed class SharedLimitStore(SharedCounters counters, OwnUse own, OwnReserves reserves, SharedGate gate, LocalShare local) : ILimitStore
{
    /// <inheritdoc />
    public async ValueTask<LimitVerdict> TakeAsync(Hold hold, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        if (charges.Count == 0)
        {
            return LimitVerdict.Taken([]);
        }

        try
        {
            while (await gate.EnterAsync(cancellationToken) is { } keys)
            {
                if (await TryTakeAsync(keys, hold, charges) is { } verdict)
                {
                    return verdict;
                }
            }

            return gate.HasBeenOpen && charges.FirstOrDefault(charge => charge.Counter.Degraded == DegradedRule.Closed) is { Counter: null }
                ? await local.TakeAsync(hold, charges)
                : LimitVerdict.Unavailable(charges[0].Counter);
        }
        catch (StorageException)
        {
            return LimitVerdict.Unavailable(charges[0].Counter);
        }
    }

    /// <inheritdoc />
    public async ValueTask SettleAsync(Hold hold, Func<Charge, long> used)
    {
        // Inside the gate nobody puts this node's part into Redis: it would have, or not have, what is settled here.
        var keys = gate.TryEnter();
        var settled = own.Settle(hold, used);
        reserves.Release(hold.At, settled.Select(each => each.Charge));
        if (keys is null)
        {
            own.Doubt(settled.Select(each => each.Charge.Counter));
            return;
        }

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
    /// <exception cref="TimeoutException">The counters cannot be reached.</exception>
    public async ValueTask<CounterState> StateAsync(CounterDefinition counter, CancellationToken cancellationToken)
    {
        var keys = await gate.EnterAsync(cancellationToken) ?? throw new TimeoutException("The counters that nodes share cannot be reached.");
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

    /// <summary>Inside the gate; null = Redis failed, and whether it took the charges is in doubt until the gate opens again.</summary>
    private async Task<LimitVerdict?> TryTakeAsync(LimitKeys keys, Hold hold, IReadOnlyList<Charge> charges)
    {
        var isTaken = false;
        try
        {
            await reserves.CoverAsync(hold.At, charges);
            var verdict = await counters.TakeAsync(keys, hold.Id, hold.At, charges);
            if (verdict.IsTaken)
            {
                own.Take(hold, charges);
                isTaken = true;
            }

            return verdict;
        }
        catch (Exception outage) when (IsOutage(outage))
        {
            Close(charges);
            return null;
        }
        finally
        {
            if (!isTaken)
            {
                reserves.Release(hold.At, charges);
            }

            gate.Leave();
        }
    }

    private void Close(IEnumerable<Charge> charges)
    {
        own.Doubt(charges.Select(charge => charge.Counter));
        gate.Close();
    }
}
