using System.Collections.Frozen;
using Changeover.Gateway.Responses;
using Changeover.Gateway.Snapshot;
using Changeover.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Gateway.Responses;

public abstract class ResponseRetentionTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Deletes_what_is_too_old_and_nothing_else()
    {
        using var store = await KeepAsync(60, bytes: 100);

        await ApplyAsync(store, new ResponsesConfig { KeepFor = TimeSpan.FromDays(15) });

        Assert.Equal(Enumerable.Range(45, 15), Left(store, 60));
    }

    [Fact]
    public async Task Deletes_the_oldest_while_all_together_are_too_large()
    {
        using var store = await KeepAsync(60, bytes: 10_000);

        await ApplyAsync(store, new ResponsesConfig { KeepFor = TimeSpan.FromDays(1000), KeepBytes = 250_000 });

        var left = Left(store, 60).ToList();
        Assert.InRange(left.Count, 15, 25); // in steps of ten
        Assert.Equal(Enumerable.Range(60 - left.Count, left.Count), left);
    }

    [Fact]
    public async Task Within_the_limits_nothing_is_touched()
    {
        using var store = await KeepAsync(20, bytes: 10);

        await ApplyAsync(store, new ResponsesConfig { KeepFor = TimeSpan.FromDays(21), KeepBytes = 200 });

        Assert.Equal(20, Left(store, 20).Count());
    }

    [Fact]
    public async Task A_failed_database_is_told_and_not_thrown()
    {
        var database = await Under.OpenAsync();
        database.Use(connection => connection.Execute("DROP TABLE responses"));
        using var store = new ResponseStore(database, _clock, NullLogger<ResponseStore>.Instance);

        Assert.False(await store.TryKeepAsync(new KeptResponse("resp_0", null, [1], [1]), null));
    }

    [Fact]
    public async Task A_response_that_failed_after_all_replaces_itself()
    {
        using var store = await KeepAsync(1, bytes: 10);

        Assert.True(await store.TryKeepAsync(new KeptResponse("resp_0", null, [], [7]), "me"));
        Assert.Equal([7], store.Find("resp_0", "me")!.Response);
    }

    [Theory]
    [InlineData("resp_\0")]
    [InlineData("resp_\uD800")]
    public async Task An_id_that_cannot_be_is_unknown(string id)
    {
        using var store = await KeepAsync(1, bytes: 10);

        Assert.Null(store.Find(id, "me"));
        Assert.False(store.Delete(id, "me"));
    }

    /// <summary>One a day, the last of them now.</summary>
    private async Task<ResponseStore> KeepAsync(int count, int bytes)
    {
        var store = new ResponseStore(await Under.OpenAsync(), _clock, NullLogger<ResponseStore>.Instance);
        for (var number = 0; number < count; number++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            Assert.True(await store.TryKeepAsync(new KeptResponse($"resp_{number}", null, new byte[bytes / 2], new byte[bytes / 2]), "me"));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        return store;
    }

    /// <summary>Its pauses end as soon as they begin.</summary>
    private async Task ApplyAsync(ResponseStore store, ResponsesConfig limits)
    {
        using var job = new ResponseRetentionJob(store, new Limits(limits), _clock, NullLogger<ResponseRetentionJob>.Instance);
        var applying = job.ApplyAsync(TestContext.Current.CancellationToken);
        while (!applying.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        await applying;
    }

    private static IEnumerable<int> Left(ResponseStore store, int count) => Enumerable.Range(0, count).Where(number => store.Find($"resp_{number}", "me") is not null);

    private sealed class Limits(ResponsesConfig responses) : ISnapshotSource
    {
        public GatewaySnapshot Current { get; } = new()
        {
            ConfigHash = "0",
            Config = new ChangeoverConfig { Responses = responses },
            Routes = FrozenDictionary<string, RouteModel>.Empty,
        };

        public event EventHandler<GatewaySnapshot>? Swapped
        {
            add { }
            remove { }
        }
    }
}

public sealed class SqliteResponseRetentionTests : ResponseRetentionTests<SqliteUnderTest>;

public sealed class PostgresResponseRetentionTests : ResponseRetentionTests<PostgresUnderTest>;
