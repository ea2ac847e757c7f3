using Changeover.Storage;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// Which counters are in force. When Redis has lost its memory, one node makes a new generation: every living node registers what it holds, what
/// the others had reserved is taken from the database, and only then is anything let in. Budgets are filled from the ledger when they are asked for.
/// </summary>
internal sealed class Generations(SharedRedis redis, SharedCounters counters, ReserveTable table, LimitNode node, TimeProvider time)
{
    /// <summary>How long living nodes are waited for. For one that does not come, what it has noted in the database counts until it does.</summary>
    private static readonly TimeSpan Registration = TimeSpan.FromSeconds(3);

    /// <summary>A node that builds and is killed gives way to another.</summary>
    private static readonly TimeSpan LongestBuilding = TimeSpan.FromSeconds(20);

    private const string Exchange = """
        if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
        if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
        return 1
        """;

    private DateTimeOffset _since;

    /// <summary>The generation in force, or in building.</summary>
    /// <param name="isSure">The connection has stood since the last look, so that it is the same process of Redis.</param>
    public async Task<Generation> InForceAsync(bool isSure)
    {
        var value = (string?)await redis.Database.StringGetAsync(LimitKeys.Generation);
        var run = isSure && value is not null ? null : await redis.RunAsync();

        // A process that was started anew may have read old counters from a disk; a replica that took over may lack the last moments.
        if (value is null || (run is not null && !value.StartsWith(run, StringComparison.Ordinal)))
        {
            var name = $"{run}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            _since = time.GetUtcNow();
            await ExchangeAsync(value ?? "", $"{name} {node.Id}", CounterParts.Text((long)LongestBuilding.TotalMilliseconds));
            value = (string?)await redis.Database.StringGetAsync(LimitKeys.Generation) ?? throw new TimeoutException("The generation of the counters cannot be kept in Redis.");
        }

        return new Generation(value);
    }

    /// <summary>Ends the building, if this node began it and all that are there have registered.</summary>
    public async Task FinishAsync(Generation generation, LimitKeys keys)
    {
        if (generation.Builder != node.Id)
        {
            return;
        }

        var ready = (await redis.Database.SetMembersAsync(keys.Ready)).Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        if (!table.Living(now).All(ready.Contains) && now - _since < Registration)
        {
            return;
        }

        foreach (var missing in table.All().Where(reserve => !ready.Contains(reserve.Node)).GroupBy(reserve => (reserve.Node, reserve.Counter)))
        {
            var amounts = missing.ToDictionary(reserve => $"b{CounterParts.Text(reserve.Bucket)}|reserve", reserve => reserve.NanoUnits, StringComparer.Ordinal);
            await counters.PutAsync(keys, generation.Value, missing.Key.Node, missing.Key.Counter, "", amounts);
        }

        await ExchangeAsync(generation.Value, generation.Name, "");
    }

    private Task<RedisResult> ExchangeAsync(string before, string after, string milliseconds) =>
        redis.Database.ScriptEvaluateAsync(Exchange, [LimitKeys.Generation], [before, after, milliseconds]);
}

/// <summary>A generation as Redis has it.</summary>
/// <param name="Value">Its name, and while it is built, the node that does.</param>
internal readonly record struct Generation(string Value)
{
    /// <summary>In the names of its counters.</summary>
    public string Name => Value.Split(' ')[0];

    /// <summary>The node that builds it; null = it is in force.</summary>
    public string? Builder => Value.Split(' ') is [_, var builder] ? builder : null;

    /// <summary>Nothing may be taken yet.</summary>
    public bool IsBuilding => Builder is not null;
}
