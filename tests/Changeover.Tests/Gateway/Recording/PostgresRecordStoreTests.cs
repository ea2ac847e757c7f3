using Changeover.Gateway.Recording;
using Changeover.Storage;
using Changeover.Tests.Shared;
using Changeover.Tests.Storage;
using CsCheck;

namespace Changeover.Tests.Gateway.Recording;

public sealed class PostgresRecordStoreTests : RecordStoreTests<PostgresUnderTest>
{
    [Fact]
    public async Task Texts_that_the_server_refuses_are_kept_as_near_as_it_takes_them()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        var record = SampleRecords.Plain(1) with { OriginalModel = "gpt\0 \uD800 \U0001F600" };

        await store.AppendAsync(record, CancellationToken.None);

        Assert.Equal("gpt\uFFFD \uFFFD \U0001F600", database.Use(connection => Dapper.SqlMapper.ExecuteScalar<string>(connection, "SELECT original_model FROM records")));
    }

    [Fact]
    public async Task Connections_that_break_lose_nothing_and_double_nothing()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        var appends = Enumerable.Range(0, 20).Select(async writer =>
        {
            for (var i = 0; i < 100; i++)
                await store.AppendAsync(SampleRecords.Costing(writer * 100 + i, 1) with { AnswerBody = "kept" }, CancellationToken.None);
        }).ToList();

        for (var i = 0; i < 20; i++)
        {
            await PostgresServer.AdministerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name.Split('/')[1]}'");
            await Task.Delay(10, TestContext.Current.CancellationToken); // between two cuts some groups get through
        }

        await Task.WhenAll(appends);
        var written = new RecordReader(database).All(new RecordFilter()).ToList();
        Assert.Equal(2000, written.Count);
        Assert.All(written, record => Assert.Equal("kept", record.AnswerBody));
        Assert.Equal(2000, database.Use(connection => connection.Integer("SELECT CAST(SUM(nano_units) AS BIGINT) FROM ledger")));
    }

    [Fact]
    public async Task A_table_that_stays_locked_holds_up_a_follower_s_end_and_nothing_is_skipped()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        await store.AppendAsync(SampleRecords.Plain(1), CancellationToken.None);
        using var slow = database.Connect();
        using var transaction = slow.BeginTransaction();
        slow.Execute("SELECT pg_advisory_xact_lock_shared(" + AdvisoryLock.Records + ")");
        var taken = slow.Integer("SELECT nextval(pg_get_serial_sequence('records', 'seq'))"); // its number is taken, its row not yet there
        await store.AppendAsync(SampleRecords.Plain(3), CancellationToken.None);

        var end = Task.Factory.StartNew(() => new RecordReader(database).End(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Assert.ThrowsAsync<TimeoutException>(() => end.WaitAsync(TimeSpan.FromMilliseconds(200)));
        transaction.Commit();

        Assert.True(await end > taken);
    }
}
