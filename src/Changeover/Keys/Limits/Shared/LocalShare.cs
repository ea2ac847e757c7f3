using System.Collections.Concurrent;

namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// What this node may use by itself while the shared counters cannot be reached. Of requests, tokens and streams: the limit divided by the nodes.
/// Of a budget: what the ledger and all reservations leave of it, divided by the nodes, found out once and not again before the outage ends;
/// so all shares together are never more than there is.
/// </summary>
internal sealed class LocalShare(OwnUse own, OwnReserves reserves, ReserveTable table, ILedger ledger, string node, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _budgets = new(StringComparer.Ordinal);
    private int _nodes;

    /// <summary>Takes all charges or none.</summary>
    /// <exception cref="Changeover.Storage.StorageException">The database cannot be read either.</exception>
    public async ValueTask<LimitVerdict> TakeAsync(Hold hold, IReadOnlyList<Charge> charges)
    {
        CounterDefinition[] shares = [.. charges.Select(charge => charge.Counter with { Limit = charge.Counter.Limit with { Amount = Of(charge.Counter, hold.At) } })];
        var verdict = own.TakeShare(hold, charges, shares, time.GetUtcNow());
        if (verdict.IsTaken)
        {
            await reserves.CoverAsync(hold.At, charges);
        }

        return verdict;
    }

    /// <summary>The outage has ended.</summary>
    public void Reset()
    {
        _budgets.Clear();
        _nodes = 0;
        own.EndShares();
    }

    private long Of(CounterDefinition counter, DateTimeOffset at)
    {
        _nodes = _nodes > 0 ? _nodes : Math.Max(1, table.Living(time.GetUtcNow()).Count);
        if (counter.Limit.Unit != LimitUnit.Money)
        {
            return counter.Limit.Amount / _nodes;
        }

        var bucket = Windows.Bucket(counter, at).Bucket;
        return _budgets.GetOrAdd($"{bucket}|{counter.Id}", _ =>
        {
            var spent = ledger.Read(counter.Filter, counter.Limit.Currency!, Windows.Start(counter.Limit.Window, at), []).Spent;
            var elsewhere = table.All().Where(reserve => reserve.Counter == counter.Id && reserve.Bucket == bucket && reserve.Node != node).Sum(reserve => reserve.NanoUnits);
            return Math.Max(0, counter.Limit.Amount - spent - elsewhere - own.Reserved(counter)) / _nodes;
        });
    }
}
