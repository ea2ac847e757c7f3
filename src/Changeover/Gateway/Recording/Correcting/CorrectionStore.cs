using System.Data.Common;
using System.Text.Json;
using Changeover.Keys.Limits;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording.Correcting;

/// <summary>Adds corrections, and reads them back.</summary>
internal sealed class CorrectionStore(Database database)
{
    private const string AddToLedger = """
        INSERT INTO ledger (day, key_id, owner, route, currency, nano_units) VALUES (@Day, @KeyId, @Owner, @Route, @Currency, @NanoUnits)
        ON CONFLICT (day, key_id, owner, route, currency) DO UPDATE SET nano_units = ledger.nano_units + excluded.nano_units
        """;

    /// <summary>Adds all of them, and their differences to the ledger, or nothing.</summary>
    /// <exception cref="StorageException">The database failed, or one of the attempts was corrected meanwhile.</exception>
    public void Add(IEnumerable<(RequestRecord Record, CostCorrection Correction)> corrections) => database.Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        if (database is PostgresDatabase)
            connection.Execute($"SELECT pg_advisory_xact_lock({AdvisoryLock.Corrections})"); // numbers become visible in their order
        foreach (var (record, correction) in corrections)
        {
            var line = new LedgerLine(
                Ledger.Day(record.StartedAt), record.KeyId ?? "", record.Owner ?? "", record.Route ?? "", correction.After.Currency!,
                correction.After.NanoUnits!.Value - (correction.Before.NanoUnits ?? 0));
            connection.Execute(
                """
                INSERT INTO corrections (request_id, attempt, started_at, key_id, owner, route, currency, nano_difference, document)
                VALUES (@id, @Attempt, @startedAt, @KeyId, @Owner, @Route, @Currency, @NanoUnits, @document)
                """,
                new
                {
                    id = record.Id,
                    Attempt = (long)correction.Attempt,
                    startedAt = UnixTime.Microseconds(record.StartedAt),
                    line.KeyId,
                    line.Owner,
                    line.Route,
                    line.Currency,
                    line.NanoUnits,
                    document = JsonSerializer.Serialize(correction, RecordJson.Default.CostCorrection),
                },
                transaction);
            connection.Execute(AddToLedger, line, transaction);
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Number of the last correction; 0 = there is none.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public long Last() => database.Use(connection => connection.Integer("SELECT MAX(seq) FROM corrections"));

    /// <summary>Those behind a number, in their order.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public IReadOnlyList<SpendCorrection> After(long seq) => database.Use(connection => connection.Query<(long Seq, long StartedAt, string KeyId, string Owner, string Route, string Currency, long NanoUnits)>(
            "SELECT seq, started_at, key_id, owner, route, currency, nano_difference FROM corrections WHERE seq > @seq ORDER BY seq", new { seq })
        .Select(row => new SpendCorrection(row.Seq, UnixTime.FromMicroseconds(row.StartedAt), row.KeyId, row.Owner, row.Route, row.Currency, row.NanoUnits)).ToList());

    /// <summary>The records, with their corrections.</summary>
    public static IEnumerable<(long Position, RequestRecord Record)> Applied(Database database, DbConnection connection, IReadOnlyList<(long Position, RequestRecord Record)> records)
    {
        var known = connection.Query<(string Id, string Document)>(
                $"SELECT request_id, document FROM corrections WHERE request_id {database.IsOneOf("ids")} ORDER BY seq", new { ids = records.Select(row => row.Record.Id).ToArray() })
            .ToLookup(row => row.Id, row => JsonSerializer.Deserialize(row.Document, RecordJson.Default.CostCorrection)!, StringComparer.Ordinal);
        return records.Select(row => known[row.Record.Id].ToList() is { Count: > 0 } corrections ? (row.Position, CostCorrection.Apply(row.Record, corrections)) : row);
    }
}
