using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Storage;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Gateway.Recording;

/// <summary>A corrected record costs what was billed, keeps what it had said, and is corrected once.</summary>
public abstract class CorrectionStoreTests<TDatabase> : OnDatabase<TDatabase>
    where TDatabase : DatabaseUnderTest, new()
{
    [Fact]
    public async Task The_record_shows_both_and_the_ledger_gets_the_difference()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        await store.AppendAsync(Killed(1), CancellationToken.None);
        await store.AppendAsync(Killed(2), CancellationToken.None);
        var corrections = new CorrectionStore(database);

        corrections.Add([(Killed(1), To(300))]);

        var record = new RecordReader(database).Find(Killed(1).Id)!;
        Assert.Equal((300, false), (record.Cost!.NanoUnits, record.Cost.Estimated));
        Assert.Equal(300, Assert.Single(record.Attempts).Cost!.NanoUnits);
        var correction = Assert.Single(record.Corrections!);
        Assert.Equal((1000, "bill.json", SampleRecords.Noon), (correction.Before.NanoUnits, correction.Source, correction.At));
        Assert.Null(new RecordReader(database).Find(Killed(2).Id)!.Corrections);
        Assert.Equal(1300, database.Use(connection => connection.Integer("SELECT CAST(SUM(nano_units) AS BIGINT) FROM ledger")));
        Assert.Equal(-700, Assert.Single(corrections.After(0)).NanoUnits);
        Assert.Empty(corrections.After(corrections.Last()));
    }

    [Fact]
    public async Task An_attempt_is_corrected_once_and_a_group_as_a_whole()
    {
        var database = await Under.OpenAsync();
        await using var store = RecordingRegistration.StoreOf(database);
        await store.AppendAsync(Killed(1), CancellationToken.None);
        await store.AppendAsync(Killed(2), CancellationToken.None);
        var corrections = new CorrectionStore(database);
        corrections.Add([(Killed(1), To(300))]);

        Assert.Throws<StorageException>(() => corrections.Add([(Killed(2), To(1)), (Killed(1), To(200))]));

        Assert.Single(corrections.After(0));
        Assert.Equal(1300, database.Use(connection => connection.Integer("SELECT CAST(SUM(nano_units) AS BIGINT) FROM ledger")));
    }

    private static RequestRecord Killed(int number)
    {
        var record = SampleRecords.Costing(number, 1000);
        return record with { Cost = record.Attempts[0].Cost! with { Estimated = true }, Attempts = [record.Attempts[0] with { Cost = record.Attempts[0].Cost! with { Estimated = true } }] };
    }

    private static CostCorrection To(long nano) => new(
        1, Killed(1).Cost!, new RecordedCost { Amount = nano / 1_000_000_000m, Currency = "USD", PriceRow = "test" }, null, "bill.json", SampleRecords.Noon);
}

/// <summary>In a file.</summary>
public sealed class SqliteCorrectionStoreTests : CorrectionStoreTests<SqliteUnderTest>;

/// <summary>On a server.</summary>
public sealed class PostgresCorrectionStoreTests : CorrectionStoreTests<PostgresUnderTest>;
