using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Inflight;
using Changeover.Protocol.Chat;
using Changeover.Providers;
using Changeover.Storage;
using Changeover.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Changeover.Tests.Gateway.Recording.Inflight;

/// <summary>What outlives a process that is killed.</summary>
public sealed class InflightJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_under_way_becomes_records_at_the_next_start()
    {
        var database = await _folder.OpenAsync();
        await using var store = new SqliteRecordStore((SqliteDatabase)database);
        var journal = new InflightJournal(_folder.Path);
        var done = journal.Write(Entry("req_done"), null);
        journal.Write(Entry("req_open"), journal.Write(Entry("req_open", attempt: "first"), null));
        journal.Write(Entry("req_known"), null);
        journal.Free(done);
        await store.AppendAsync(SampleRecords.Plain(1) with { Id = "req_known" }, Cancellation);
        Assert.Equal(0, await Recovery(store, database).RunAsync(Cancellation)); // its process lives
        journal.Dispose();

        Assert.Equal(1, await Recovery(store, database).RunAsync(Cancellation));
        var record = new RecordReader(database).Find("req_open")!;
        Assert.Equal(("gateway_killed", "team", "k_1", "gpt"), (record.ErrorCode, record.Owner, record.KeyId, record.Route));
        Assert.Equal((1.5m, true), (record.Cost!.Amount, record.Cost.Estimated));
        Assert.Equal("model", Assert.Single(record.Attempts).RequestModel);
        Assert.Null(new RecordReader(database).Find("req_done"));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, InflightJournal.Pattern));
        Assert.Equal(0, await Recovery(store, database).RunAsync(Cancellation));
    }

    [Fact]
    public async Task Two_attempts_of_one_request_are_both_in_its_record()
    {
        var database = await _folder.OpenAsync();
        await using var store = new SqliteRecordStore((SqliteDatabase)database);
        using (var journal = new InflightJournal(_folder.Path))
        {
            journal.Write(
                Entry("req_two") with { Running = [Running("late"), Running("beside")], Cost = new RecordedCost { Amount = 3m, Currency = "USD", PriceRow = "row", Estimated = true } },
                journal.Write(Entry("req_two", attempt: "late"), null));
        }

        Assert.Equal(1, await Recovery(store, database).RunAsync(Cancellation));
        var record = new RecordReader(database).Find("req_two")!;
        Assert.Equal(["late", "beside"], record.Attempts.Select(attempt => attempt.RequestModel));
        Assert.Equal(3m, record.Cost!.Amount);
    }

    [Fact]
    public void It_grows_as_far_as_it_must_and_leaves_nothing_behind()
    {
        using (var journal = new InflightJournal(_folder.Path))
        {
            InflightSlot[] slots = [.. Enumerable.Range(0, 3000).Select(i => journal.Write(Entry($"req_{i}"), null))];
            Assert.Equal(3, Directory.EnumerateFiles(_folder.Path, InflightJournal.Pattern).Count());
            Array.ForEach(slots, journal.Free);
            Array.ForEach([.. Enumerable.Range(0, 3000).Select(i => journal.Write(Entry($"req_{i}"), null))], journal.Free);
            Assert.Equal(3, Directory.EnumerateFiles(_folder.Path, InflightJournal.Pattern).Count());
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, InflightJournal.Pattern));
    }

    [Fact]
    public async Task An_entry_that_is_too_long_keeps_what_runs()
    {
        var database = await _folder.OpenAsync();
        await using var store = new SqliteRecordStore((SqliteDatabase)database);
        var journal = new InflightJournal(_folder.Path);
        journal.Write(Entry("req_long") with { Ended = [.. Enumerable.Repeat(Entry("x").Running[0], 50)] }, null);
        journal.Dispose();
        Assert.Equal(1, await Recovery(store, database).RunAsync(Cancellation));
        Assert.Single(new RecordReader(database).Find("req_long")!.Attempts);
    }

    private InflightRecovery Recovery(IRecordStore store, Changeover.Storage.Database database) =>
        new(_folder.Path, store, new RecordReader(database), [], NullLogger<InflightRecovery>.Instance);

    private static InflightEntry Entry(string id, string attempt = "model") => new()
    {
        Id = id,
        StartedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Operation = Operation.Chat,
        Dialect = Dialect.OpenAIChat,
        Streaming = true,
        KeyId = "k_1",
        Owner = "team",
        Route = "gpt",
        ConfigHash = "hash",
        Ended = [],
        Running = [Running(attempt)],
        Cost = Running(attempt).Cost,
    };

    private static AttemptRecord Running(string attempt) => new()
    {
        Upstream = "upstream",
        Provider = "openai",
        RequestModel = attempt,
        Stage = Stage.FirstContent,
        Party = Party.Gateway,
        Fault = AttemptFaults.GatewayKilled,
        StartedAfter = TimeSpan.Zero,
        Duration = TimeSpan.Zero,
        Cost = new RecordedCost { Amount = 1.5m, Currency = "USD", PriceRow = "row", Estimated = true },
    };
}
