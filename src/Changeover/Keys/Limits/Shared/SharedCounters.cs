using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

namespace Changeover.Keys.Limits.Shared;

/// <summary>The counters in Redis, as one node moves them. Every method throws <see cref="RedisException"/> or <see cref="TimeoutException"/> when Redis fails, and <see cref="GenerationLostException"/> when it has lost its memory.</summary>
/// <param name="redis">Where they are.</param>
/// <param name="node">Whose part is moved.</param>
/// <param name="ledger">What budgets are filled from.</param>
/// <param name="time">For windows.</param>
internal sealed class SharedCounters(IDatabase redis, string node, ILedger ledger, TimeProvider time)
{
    /// <summary>How often the ledger is read again because the counter moved meanwhile.</summary>
    private const int MostReadings = 200;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _filling = new(StringComparer.Ordinal);

    /// <summary>Takes all charges or none.</summary>
    public async Task<LimitVerdict> TakeAsync(LimitKeys keys, string request, DateTimeOffset at, IReadOnlyList<Charge> charges)
    {
        RedisKey[] names = [LimitKeys.Generation, keys.Nodes, keys.Touched(node), .. charges.SelectMany(charge => Names(keys, node, charge.Counter))];
        RedisValue[] arguments = [keys.Name, node, .. charges.SelectMany(charge => Arguments(charge, request, at))];
        while (true)
        {
            var reply = await RunAsync(LimitScripts.Take, names, arguments);
            var number = (int)reply[1];
            if ((string?)reply[0] == "unfilled")
            {
                await FillAsync(keys, charges[number - 1].Counter, at);
                continue;
            }

            var counters = charges.Select((charge, i) => Read(charge.Counter, (RedisValue[])reply[i + 2]!)).ToArray();
            var states = Array.ConvertAll(counters, counter => counter.State(at));
            if (number == 0)
            {
                return LimitVerdict.Taken(states);
            }

            counters[number - 1].HasRoom(charges[number - 1].Amount, at, time.GetUtcNow(), out var retryAfter);
            return new LimitVerdict(charges[number - 1].Counter, retryAfter, states);
        }
    }

    /// <summary>What was taken becomes what was used.</summary>
    public Task SettleAsync(LimitKeys keys, string request, DateTimeOffset at, IReadOnlyList<(Charge Charge, long Used)> charges) => RunAsync(
        LimitScripts.Settle,
        [LimitKeys.Generation, .. charges.SelectMany(charge => Names(keys, node, charge.Charge.Counter))],
        [
            keys.Name,
            .. charges.SelectMany(each => new RedisValue[]
            {
                new CounterParts(each.Charge.Counter, at).Of(request),
                CounterParts.Text(each.Charge.Amount),
                CounterParts.Text(each.Used),
                CounterParts.Text(each.Used - each.Charge.Amount),
            }),
        ]);

    /// <summary>How a counter stands.</summary>
    public async Task<CounterState> StateAsync(LimitKeys keys, CounterDefinition counter)
    {
        var now = time.GetUtcNow();
        var parts = new CounterParts(counter, now);
        if (parts.IsMoney && !await redis.HashExistsAsync(keys.Counter(counter.Id), $"f{parts.Bucket}"))
        {
            await FillAsync(keys, counter, now);
        }

        return Read(counter, [.. (await redis.HashGetAllAsync(keys.Counter(counter.Id))).SelectMany(field => new[] { field.Name, field.Value })]).State(now);
    }

    /// <summary>What a node has put into a counter becomes this; nothing = it is taken out.</summary>
    /// <param name="keys">Of the generation.</param>
    /// <param name="state">What <see cref="LimitKeys.Generation"/> says while it is done.</param>
    /// <param name="owner">The node.</param>
    /// <param name="id">The counter.</param>
    /// <param name="expiry">See <see cref="CounterParts.Expiry"/>.</param>
    /// <param name="amounts">By part.</param>
    public Task PutAsync(LimitKeys keys, string state, string owner, string id, string expiry, IReadOnlyDictionary<string, long> amounts) => RunAsync(
        LimitScripts.Put,
        [LimitKeys.Generation, keys.Counter(id), keys.Own(owner, id), keys.Touched(owner), keys.Nodes],
        [state, owner, id, expiry, .. amounts.Where(part => part.Value != 0).SelectMany(part => new RedisValue[] { part.Key, CounterParts.Text(part.Value) })]);

    /// <summary>Fills a budget from the ledger. A request that is reserved for in the counter and has its record already would count twice: its reservation goes.</summary>
    private async Task FillAsync(LimitKeys keys, CounterDefinition counter, DateTimeOffset at)
    {
        var bucket = new CounterParts(counter, at).Bucket;
        var name = $"{keys.Counter(counter.Id)}|{bucket}";
        try
        {
            // Once for all requests that wait for it.
            await _filling.GetOrAdd(name, _ => new Lazy<Task>(() => FillAsync(keys, counter, at, bucket))).Value;
        }
        finally
        {
            _filling.TryRemove(name, out _);
        }
    }

    private async Task FillAsync(LimitKeys keys, CounterDefinition counter, DateTimeOffset at, string bucket)
    {
        for (var reading = 1; reading <= MostReadings; reading++)
        {
            // The version first: whatever comes or goes after it is found out when the counter is filled.
            var version = await redis.HashGetAsync(keys.Counter(counter.Id), "n");
            var nodes = await redis.SetMembersAsync(keys.Nodes);
            var owns = Array.ConvertAll(nodes, other => keys.Own(other!, counter.Id));
            var reserved = (await Task.WhenAll(owns.Select(own => redis.HashKeysAsync(own))))
                .SelectMany((parts, index) => parts.Select(part => (Own: index + 1, Part: part.ToString(), Request: RequestOf(part.ToString(), bucket))))
                .Where(each => each.Request is not null).ToList();
            var says = ledger.Read(counter.Filter, counter.Limit.Currency!, Windows.Start(counter.Limit.Window, at), [.. reserved.Select(each => each.Request!)]);
            var recorded = says.Recorded.ToHashSet(StringComparer.Ordinal);
            var reply = await RunAsync(
                LimitScripts.Fill,
                [LimitKeys.Generation, keys.Counter(counter.Id), .. owns],
                [
                    keys.Name, version.IsNull ? "0" : version, bucket, CounterParts.Text(says.Spent),
                    .. reserved.Where(each => recorded.Contains(each.Request!)).SelectMany(each => new RedisValue[] { each.Own, each.Part }),
                ]);
            if ((string?)reply[0] == "done")
            {
                return;
            }
        }

        throw new TimeoutException($"The counter {counter.Id} moved each time that it was to be filled.");
    }

    private async Task<RedisResult[]> RunAsync(string script, RedisKey[] names, RedisValue[] arguments)
    {
        var reply = (RedisResult[])(await redis.ScriptEvaluateAsync(script, names, arguments))!;
        return (string?)reply[0] == "generation" ? throw new GenerationLostException() : reply;
    }

    private static RedisKey[] Names(LimitKeys keys, string node, CounterDefinition counter) => [keys.Counter(counter.Id), keys.Own(node, counter.Id)];

    private static RedisValue[] Arguments(Charge charge, string request, DateTimeOffset at)
    {
        var parts = new CounterParts(charge.Counter, at);
        return
        [
            charge.Counter.Id, parts.Of(request), parts.Before, parts.Oldest, parts.Expiry,
            CounterParts.Text(charge.Counter.Limit.Amount), CounterParts.Text(charge.Amount),
        ];
    }

    /// <summary>The request of a reservation in a bucket; null = the part is another.</summary>
    private static string? RequestOf(string part, string bucket) =>
        part.StartsWith($"b{bucket}|", StringComparison.Ordinal) ? part[(bucket.Length + 2)..] : null;

    private static Counter Read(CounterDefinition definition, RedisValue[] fields)
    {
        var counter = new Counter(definition);
        for (var i = 0; i < fields.Length; i += 2)
        {
            var (name, amount) = ((string)fields[i]!, fields[i + 1]);
            if (name[0] is 'v' or 'h')
            {
                var place = long.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
                counter.Load(place, name[0] == 'v' ? (long)amount : 0, name[0] == 'h' ? (long)amount : 0);
            }
        }

        return counter;
    }
}
