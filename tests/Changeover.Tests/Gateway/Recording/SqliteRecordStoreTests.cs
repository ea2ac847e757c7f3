using Changeover.Gateway.Recording;
using Changeover.Storage;
using Changeover.Tests.Storage;
using CsCheck;

namespace Changeover.Tests.Gateway.Recording;

public sealed class SqliteRecordStoreTests : RecordStoreTests<SqliteUnderTest>
{
    [Fact]
    public async Task A_file_that_stays_locked_fails_the_append_and_does_not_hang_it()
    {
        var database = (SqliteDatabase)await Under.OpenAsync();
        await using var store = new SqliteRecordStore(database, patience: TimeSpan.FromMilliseconds(50));
        using var other = database.Connect();
        other.Execute("BEGIN IMMEDIATE");

        var fault = await Assert.ThrowsAsync<StorageException>(() => store.AppendAsync(SampleRecords.Plain(1), CancellationToken.None).AsTask());

        Assert.Contains("locked by another program", fault.Message, StringComparison.Ordinal);
        other.Execute("COMMIT");
        await store.AppendAsync(SampleRecords.Plain(1), CancellationToken.None);
    }


    [Fact]
    public async Task The_log_does_not_grow_without_end()
    {
        var database = (SqliteDatabase)await Under.OpenAsync();
        await using var store = new SqliteRecordStore(database);
        var body = new string('x', 1_000_000);

        for (var i = 0; i < 600; i++)
            await store.AppendAsync(SampleRecords.Plain(i) with { AnswerBody = body }, CancellationToken.None);

        // 600 MB went through it. It starts over as soon as a checkpoint has caught up; where none does, at 128 MiB and what one group adds.
        Assert.InRange(new FileInfo(database.Path + "-wal").Length, 1, 200_000_000);
    }
}
