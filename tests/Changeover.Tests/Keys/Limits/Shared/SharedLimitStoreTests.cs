using Changeover.Keys.Limits;
using Changeover.Keys.Limits.Shared;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Changeover.Tests.Shared;
using StackExchange.Redis;

namespace Changeover.Tests.Keys.Limits.Shared;

/// <summary>Counters on a server of Redis' protocol.</summary>
public abstract class SharedLimitStoreTests(ServerFixture server) : LimitStoreContract
{
    protected override (int Iterations, int Threads) Samples => (20, 1);

    [Fact]
    public async Task What_a_node_that_is_gone_held_of_streams_is_free_again_and_what_another_holds_is_not()
    {
        var (keys, streams) = (NewGeneration(), Definition("2 streams"));
        foreach (var node in new[] { "gone", "here" })
        {
            Assert.True((await Counters(node).TakeAsync(keys, "r", DateTimeOffset.UnixEpoch, [new Charge(streams, 1)])).IsTaken);
        }

        Assert.False((await Counters("here").TakeAsync(keys, "s", DateTimeOffset.UnixEpoch, [new Charge(streams, 1)])).IsTaken);
        await Counters("here").PutAsync(keys, keys.Name, "gone", streams.Id, "", new Dictionary<string, long>());
        Assert.Equal(1, (await Counters("here").StateAsync(keys, streams)).Value);
        await Counters("gone").SettleAsync(keys, "r", DateTimeOffset.UnixEpoch, [(new Charge(streams, 1), 0)]);
        Assert.Equal(1, (await Counters("here").StateAsync(keys, streams)).Value);
    }

    /// <summary>A request may be in the ledger before its node has said so to Redis, and Redis may have forgotten the budget meanwhile.</summary>
    [Fact]
    public async Task A_budget_that_is_filled_anew_counts_a_request_once_whether_the_ledger_has_it_or_not()
    {
        var (keys, budget) = (NewGeneration(), Definition("1 USD total"));
        var part = new CounterParts(budget, DateTimeOffset.UnixEpoch);
        await Counters("n").PutAsync(keys, keys.Name, "n", budget.Id, "", new Dictionary<string, long> { [part.Of("recorded")] = 300, [part.Of("running")] = 20 });
        var counters = Counters("n", new Books(1000, "recorded"));
        var state = await counters.StateAsync(keys, budget);
        Assert.Equal((1020, 20), (state.Value, state.Held));
        await counters.SettleAsync(keys, "recorded", DateTimeOffset.UnixEpoch, [(new Charge(budget, 300), 250)]);
        await counters.SettleAsync(keys, "running", DateTimeOffset.UnixEpoch, [(new Charge(budget, 20), 15)]);
        state = await counters.StateAsync(keys, budget);
        Assert.Equal((1015, 0), (state.Value, state.Held));
    }

    [Fact]
    public async Task Counters_of_a_generation_that_is_not_in_force_are_left_alone()
    {
        var old = NewGeneration();
        NewGeneration();
        await Assert.ThrowsAsync<GenerationLostException>(() => Counters("n").TakeAsync(old, "r", DateTimeOffset.UnixEpoch, [new Charge(Definition("2 streams"), 1)]));
    }

    private SharedCounters Counters(string node, ILedger? ledger = null) => new(server.Redis, node, ledger ?? new Books(0), TimeProvider.System);

    private LimitKeys NewGeneration()
    {
        var keys = new LimitKeys(Guid.NewGuid().ToString("N"));
        server.Redis.StringSet(LimitKeys.Generation, keys.Name);
        return keys;
    }

    private static CounterDefinition Definition(string limit) => new()
    {
        Id = $"r|{limit}|all",
        Rule = "r",
        Limit = Limit.Parse(limit)!,
        Shape = LimitShape.Fixed,
        Unpriced = UnpricedRule.Refuse,
        Filter = new SpendFilter(null, null, null),
    };

    private sealed class Books(long spent, params string[] recorded) : ILedger
    {
        public LedgerReading Read(SpendFilter filter, string currency, DateTime since, IReadOnlyCollection<string> requests) => new(spent, [.. requests.Intersect(recorded)]);
    }

    protected override ILimitStore NewStore(ILedger ledger, TimeProvider time)
    {
        var keys = NewGeneration();
        var gate = new SharedGate(time);
        gate.Open(keys);
        var (own, table) = (new OwnUse(), new ReserveTable(server.Database));
        var reserves = new OwnReserves(table, "n");
        return new SharedLimitStore(new SharedCounters(server.Redis, "n", ledger, time), own, reserves, gate, new LocalShare(own, reserves, table, ledger, "n", time));
    }
}

/// <summary>Redis, or the server that the environment names.</summary>
public sealed class RedisLimitStoreTests(RedisFixture server) : SharedLimitStoreTests(server), IClassFixture<RedisFixture>;

/// <summary>Garnet.</summary>
public sealed class GarnetLimitStoreTests(GarnetFixture server) : SharedLimitStoreTests(server), IClassFixture<GarnetFixture>;

/// <summary>A server for the tests of a class.</summary>
public abstract class ServerFixture(Func<Task<RedisServer>> start) : IAsyncLifetime
{
    private RedisServer? _server;
    private readonly TemporaryFolder _folder = new();
    private ConnectionMultiplexer? _connection;
    private Database? _database;

    /// <summary>A connection to it.</summary>
    public IDatabase Redis => _connection!.GetDatabase();

    /// <summary>A database for what nodes note of themselves.</summary>
    public Database Database => _database!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _server = await start();
        _database = await Database.OpenAsync(_folder.Path, CancellationToken.None);
        _connection = await ConnectionMultiplexer.ConnectAsync(_server.Address);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _connection!.DisposeAsync();
        await _server!.DisposeAsync();
        _database!.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Redis.</summary>
public sealed class RedisFixture() : ServerFixture(RedisServer.StartAsync);

/// <summary>Garnet.</summary>
public sealed class GarnetFixture() : ServerFixture(RedisServer.StartGarnetAsync);
