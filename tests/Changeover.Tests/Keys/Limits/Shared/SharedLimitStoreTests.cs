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

    protected override ILimitStore NewStore(ILedger ledger, TimeProvider time)
    {
        var keys = new LimitKeys(Guid.NewGuid().ToString("N"));
        server.Redis.StringSet(LimitKeys.Generation, keys.Name);
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
