using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Gateway.Recording;

public abstract class RecordRetentionTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    private readonly FakeTimeProvider _clock = new(SampleRecords.Noon.AddSeconds(1000));

    [Fact]
    public async Task Deletes_what_is_too_old_with_its_bodies_and_nothing_else()
    {
        var database = await KeepAsync(1000, "a body");

        var deleted = await ApplyAsync(database, new RecordsConfig { KeepFor = TimeSpan.FromSeconds(300) });

        Assert.Equal(700, deleted);
        Assert.Equal(Enumerable.Range(700, 300).Select(number => SampleRecords.Plain(number).Id), new RecordReader(database).All(new RecordFilter()).Select(record => record.Id));
        Assert.Equal(300, database.Use(connection => connection.Integer("SELECT COUNT(*) FROM record_bodies")));
    }

    [Fact]
    public async Task Deletes_the_oldest_while_there_is_too_much()
    {
        var database = await KeepAsync(1000, Noise(20_000));

        var deleted = await ApplyAsync(database, new RecordsConfig { KeepBytes = 5_000_000 });

        var left = new RecordReader(database).All(new RecordFilter()).ToList();
        Assert.Equal(1000 - deleted, left.Count);
        Assert.Equal(SampleRecords.Plain(999).Id, left[^1].Id);
        Assert.Equal(SampleRecords.Plain((int)deleted).Id, left[0].Id);
        Assert.InRange(left.Count, 150, 250); // 5 MB at some 24 kB each
    }

    [Fact]
    public async Task Within_the_limits_nothing_is_touched()
    {
        var database = await KeepAsync(100, null);

        Assert.Equal(0, await ApplyAsync(database, new RecordsConfig()));
        Assert.Equal(100, new RecordReader(database).Count(new RecordFilter()));
    }

    [Fact]
    public async Task A_limit_below_an_empty_database_ends_with_an_empty_one()
    {
        var database = await KeepAsync(120, null);

        Assert.Equal(120, await ApplyAsync(database, new RecordsConfig { KeepBytes = 1 }));
    }

    [Fact]
    public async Task Positions_are_not_used_again_after_all_is_deleted()
    {
        var database = await KeepAsync(10, null);
        var end = new RecordReader(database).End();
        await ApplyAsync(database, new RecordsConfig { KeepFor = TimeSpan.Zero });
        await using var store = RecordingRegistration.StoreOf(database);

        await store.AppendAsync(SampleRecords.Plain(11), CancellationToken.None);

        Assert.True(new RecordReader(database).End() > end); // else a follower would miss it
    }

    [Fact]
    public async Task Records_are_written_while_others_are_deleted()
    {
        var database = await KeepAsync(900, null);
        await using var store = RecordingRegistration.StoreOf(database);
        var retention = ApplyAsync(database, new RecordsConfig { KeepFor = TimeSpan.Zero });

        for (var number = 5000; number < 5200; number++)
            await store.AppendAsync(SampleRecords.Plain(number), CancellationToken.None);

        Assert.Equal(900, await retention);
        Assert.Equal(200, new RecordReader(database).Count(new RecordFilter()));
    }

    protected async Task<Database> KeepAsync(int count, string? body)
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => store.AppendAsync(SampleRecords.Plain(number) with { AnswerBody = body }, CancellationToken.None).AsTask()));
        return database;
    }

    protected Task<long> ApplyAsync(Database database, RecordsConfig limits) =>
        new RecordRetention(database, new Hurried(_clock)).ApplyAsync(limits, CancellationToken.None);

    /// <summary>A body that no compression makes smaller.</summary>
    private static string Noise(int length)
    {
        var random = new Random(1);
        return string.Create(length, random, static (text, random) =>
        {
            foreach (ref var letter in text)
                letter = (char)random.Next(' ', '~');
        });
    }

    /// <summary>The time of the fake clock, and no wait for any timer.</summary>
    private sealed class Hurried(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

public sealed class SqliteRecordRetentionTests : RecordRetentionTests<SqliteUnderTest>
{
    [Fact]
    public async Task Freed_room_goes_back_to_the_disk()
    {
        var database = await KeepAsync(1000, new string('x', 20_000));
        var before = Pages(database);

        await ApplyAsync(database, new RecordsConfig { KeepBytes = 5_000_000 });

        Assert.True(before * 4096 > 20_000_000);
        Assert.InRange(Pages(database) * 4096, 1, 5_000_000 * 4 / 3 + 1_000_000);
    }

    private static long Pages(Database database) => database.Use(connection => connection.Integer("PRAGMA page_count"));
}

public sealed class PostgresRecordRetentionTests : RecordRetentionTests<PostgresUnderTest>;
