using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// Keeps this node's part in the shared counters right: renews its lease, puts in again what is in doubt, opens the gate when all is well, builds
/// the counters anew when Redis has lost its memory, and frees what nodes held that are gone.
/// </summary>
internal sealed class LimitKeeper(
    SharedRedis redis, SharedCounters counters, Generations generations, OwnUse own, OwnReserves reserves, ReserveTable table, LocalShare local, SharedGate gate,
    SharedLimitsState state, LimitNode node, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    /// <summary>What a node holds of streams is free so long after its last beat.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private LimitKeys? _keys;
    private int _beats;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        redis.Broken += gate.Close;
        try
        {
            while (true)
            {
                await TryAsync(stoppingToken);
                await gate.ClosesAsync(gate.IsOpen ? Beat : Retry, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            table.Beat(node.Id, time.GetUtcNow());
            await reserves.TrimAsync(cancellationToken);
            await redis.Database.StringSetAsync(LimitKeys.Lease(node.Id), 1, Lease);
            await FollowAsync(await generations.InForceAsync(isSure: gate.IsOpen), cancellationToken);
            if (gate.IsOpen && _beats++ % 5 == 0)
            {
                await FreeAsync(_keys!);
            }
        }
        catch (Exception outage) when (SharedLimitStore.IsOutage(outage) || outage is StorageException)
        {
            gate.Close();
            if (gate.ClosedAt is { } since && time.GetUtcNow() - since >= SharedGate.Patience)
            {
                state.Degraded(outage is RedisException ? "Redis does not answer." : outage.Message);
            }
        }
    }

    private async Task FollowAsync(Generation generation, CancellationToken cancellationToken)
    {
        if (_keys?.Name != generation.Name)
        {
            gate.Close();
            own.DoubtAll();
            _keys = new LimitKeys(generation.Name);
        }

        if (gate.IsOpen && !generation.IsBuilding && !own.IsInDoubt)
        {
            return;
        }

        gate.Close();
        await gate.EmptyAsync(cancellationToken);
        await PutRightAsync(_keys, generation.Value);
        if (generation.IsBuilding)
        {
            await redis.Database.SetAddAsync(_keys.Ready, node.Id);
            await generations.FinishAsync(generation, _keys);
            return;
        }

        local.Reset();
        gate.Open(_keys);
        state.Shared();
    }

    /// <summary>Until nothing is in doubt; what another put in for this node, because it did not register in time, goes.</summary>
    private async Task PutRightAsync(LimitKeys keys, string inForce)
    {
        var touched = (await redis.Database.SetMembersAsync(keys.Touched(node.Id))).Select(id => id.ToString()).ToHashSet(StringComparer.Ordinal);
        var isFirst = true;
        do
        {
            var doubtful = own.PutRight(time.GetUtcNow());
            try
            {
                foreach (var (counter, amounts) in doubtful)
                {
                    touched.Remove(counter.Id);
                    await counters.PutAsync(keys, inForce, node.Id, counter.Id, new CounterParts(counter, time.GetUtcNow()).Expiry, amounts);
                }

                foreach (var id in isFirst ? touched.Where(id => !own.Knows(id)) : [])
                {
                    await counters.PutAsync(keys, inForce, node.Id, id, "", NoAmounts);
                }
            }
            catch
            {
                own.Doubt(doubtful.Select(each => each.Counter));
                throw;
            }

            isFirst = false;
        }
        while (own.IsInDoubt);
    }

    private static Dictionary<string, long> NoAmounts { get; } = [];

    /// <summary>Of a node that is gone: its streams are over. Its reservations of money stay until its journal was read, which takes it out of the table; then the ledger has what they cost.</summary>
    private async Task FreeAsync(LimitKeys keys)
    {
        foreach (var other in (await redis.Database.SetMembersAsync(keys.Nodes)).Select(name => name.ToString()).Where(name => name != node.Id))
        {
            var isRecovered = !table.Knows(other);
            if (!isRecovered && await redis.Database.KeyExistsAsync(LimitKeys.Lease(other)))
            {
                continue;
            }

            foreach (var id in (await redis.Database.SetMembersAsync(keys.Touched(other))).Select(id => id.ToString()))
            {
                var kind = id.Split('|')[1];
                if (kind == "streams" || (isRecovered && char.IsUpper(kind[0])))
                {
                    await counters.PutAsync(keys, keys.Name, other, id, "", NoAmounts);
                }
            }

            if (isRecovered)
            {
                await redis.Database.SetRemoveAsync(keys.Nodes, other);
            }
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (!own.HoldsMoney)
            {
                table.Forget(node.Id);
            }

            await redis.Database.KeyDeleteAsync(LimitKeys.Lease(node.Id));
        }
        catch (Exception outage) when (SharedLimitStore.IsOutage(outage) || outage is StorageException)
        {
            // Others find out by themselves.
        }
    }
}
