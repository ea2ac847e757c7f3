using Changeover.Gateway.Recording;
using Changeover.Storage;
using Changeover.Tests.Storage;
using CsCheck;

namespace Changeover.Tests.Gateway.Recording;

/// <summary>What every store of records promises, whatever the engine.</summary>
public abstract class RecordStoreTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    [Fact]
    public async Task Any_record_comes_back_as_it_went_in()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        var reader = new RecordReader(database);

        await SampleRecords.Any.SampleAsync(async record =>
        {
            await store.AppendAsync(record, CancellationToken.None);
            var back = reader.Find(record.Id)!;
            Assert.Equal(record.Attempts, back.Attempts);
            Assert.Equal(record with { Attempts = [] }, back with { Attempts = [] });
        }, iter: 300);
    }

    [Fact]
    public async Task A_record_is_on_the_disk_when_append_returns()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        var reader = new RecordReader(database);

        for (var i = 0; i < 50; i++)
        {
            await store.AppendAsync(SampleRecords.Plain(i), CancellationToken.None);
            Assert.Equal(SampleRecords.Plain(i).Id, Assert.Single(reader.Latest(new RecordFilter(), 1)).Id);
        }
    }

    [Fact]
    public async Task Many_at_once_are_all_kept_and_each_writer_s_order_with_them()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async writer =>
        {
            for (var i = 0; i < 100; i++)
                await store.AppendAsync(SampleRecords.Plain(writer * 100 + i), CancellationToken.None);
        }));

        var written = new RecordReader(database).All(new RecordFilter()).Select(record => record.Id).ToList();
        Assert.Equal(3200, written.Distinct().Count());
        foreach (var writer in Enumerable.Range(0, 32))
        {
            var own = Enumerable.Range(writer * 100, 100).Select(number => SampleRecords.Plain(number).Id).ToList();
            Assert.Equal(own, written.Where(own.Contains));
        }
    }

    [Fact]
    public async Task An_id_used_twice_fails_alone()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);

        var appends = new[] { 1, 2, 2, 3 }.Select(number => store.AppendAsync(SampleRecords.Plain(number), CancellationToken.None).AsTask()).ToList();

        var fault = await Assert.ThrowsAsync<StorageException>(() => appends[2]);
        Assert.Contains(SampleRecords.Plain(2).Id, fault.Message, StringComparison.Ordinal);
        await Task.WhenAll(appends[0], appends[1], appends[3]);
        Assert.Equal(3, new RecordReader(database).Count(new RecordFilter()));
    }

    [Fact]
    public async Task What_attempts_cost_is_added_to_the_ledger_with_the_record()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        var taken = store.AppendAsync(SampleRecords.Costing(1, 7), CancellationToken.None).AsTask();
        await taken;

        var appends = Enumerable.Range(1, 100).Select(number => store.AppendAsync(SampleRecords.Costing(number, 1), CancellationToken.None).AsTask()).ToList();
        await Assert.ThrowsAsync<StorageException>(() => Task.WhenAll(appends));

        Assert.Equal(7 + 99, database.Use(connection => connection.Integer("SELECT CAST(SUM(nano_units) AS BIGINT) FROM ledger"))); // the first one's id was taken
        Assert.Equal(1, database.Use(connection => connection.Integer("SELECT COUNT(*) FROM ledger")));
    }

    [Fact]
    public async Task A_disk_that_fails_fails_the_append_and_the_next_one_is_tried_again()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        await store.AppendAsync(SampleRecords.Plain(1), CancellationToken.None);
        database.Use(connection => connection.Execute("ALTER TABLE records RENAME TO records_gone"));

        await Assert.ThrowsAsync<StorageException>(() => store.AppendAsync(SampleRecords.Plain(2), CancellationToken.None).AsTask());

        database.Use(connection => connection.Execute("ALTER TABLE records_gone RENAME TO records"));
        await store.AppendAsync(SampleRecords.Plain(3), CancellationToken.None);
        Assert.Equal(2, new RecordReader(database).Count(new RecordFilter()));
    }

    [Fact]
    public async Task Closing_writes_what_waits_and_takes_no_more()
    {
        var database = await Under.OpenAsync();
        var store = RecordingRegistration.StoreOf(database);
        var appends = Enumerable.Range(0, 2000).Select(number => store.AppendAsync(SampleRecords.Plain(number), CancellationToken.None).AsTask()).ToList();

        await store.DisposeAsync();

        await Task.WhenAll(appends).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(2000, new RecordReader(database).Count(new RecordFilter()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AppendAsync(SampleRecords.Plain(1), CancellationToken.None).AsTask());
    }
}
