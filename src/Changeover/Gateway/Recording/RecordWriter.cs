using System.Text.Json;
using Changeover.Providers;
using Changeover.Storage;
using Microsoft.Data.Sqlite;

namespace Changeover.Gateway.Recording;

/// <summary>Writes groups of records, each in one transaction, over one connection with prepared statements. Used by one thread at a time.</summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _record;
    private readonly SqliteStatement _bodies;
    private readonly LedgerWriter _ledger;

    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public RecordWriter(Database database, TimeSpan patience)
    {
        _database = database;
        _connection = database.Connect();

        // WalCheckpoint keeps the log short without delaying an answer. Only where that cannot keep up, past 64 MB, does the writer do it itself.
        _connection.Execute("PRAGMA wal_autocheckpoint = 16384");
        SQLitePCL.raw.sqlite3_busy_timeout(_connection.Handle, (int)patience.TotalMilliseconds);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _record = new(_connection, """
            INSERT INTO records (id, started_at, operation, key_id, owner, route, original_model, response_model, provider, upstream,
                attempts, status, error_code, streaming, client_gone, input_tokens, cached_input_tokens, output_tokens,
                ttfc_us, duration_us, overhead_us, config_hash, document, cost_nano, cost_currency, unpriced)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?,  ?, ?, ?)
            """);
        _bodies = new(_connection, "INSERT INTO record_bodies (seq, request, answer) VALUES (last_insert_rowid(), ?, ?)");
        _ledger = new LedgerWriter(_connection);
    }

    /// <summary>Writes all of them or, when the database fails, none. A record that breaks a constraint fails alone.</summary>
    /// <exception cref="StorageException">The database failed; nothing of the group is kept.</exception>
    public void Write(IReadOnlyList<PendingRecord> group)
    {
        try
        {
            _begin.Run();
            foreach (var pending in group)
                Write(pending);
            _commit.Run();
        }
        catch (SqliteException e)
        {
            RollBack();
            throw StorageException.From(e, _database.Path);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _record.Dispose();
        _bodies.Dispose();
        _ledger.Dispose();
        _connection.Dispose();
    }

    private void Write(PendingRecord pending)
    {
        try
        {
            WriteRow(pending.Record, pending.Document);
            if (pending.RequestBody is not null || pending.AnswerBody is not null)
                _bodies.Bind(pending.RequestBody).Bind(pending.AnswerBody).Run();
            _ledger.Write(pending.Record);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            pending.Fail(new StorageException($"The record {pending.Record.Id} cannot be written: {e.Message}", e));
        }
    }

    private void WriteRow(RequestRecord record, ReadOnlySpan<byte> document)
    {
        var last = record.Attempts.Count > 0 ? record.Attempts[^1] : null;
        _record
            .Bind(record.Id).Bind(UnixTime.Microseconds(record.StartedAt)).Bind(record.Operation.SemanticName())
            .Bind(record.KeyId).Bind(record.Owner).Bind(record.Route).Bind(record.OriginalModel).Bind(record.ResponseModel)
            .Bind(last?.Provider).Bind(last?.Upstream)
            .Bind(record.Attempts.Count).Bind(record.Status).Bind(record.ErrorCode).Bind(record.Streaming).Bind(record.ClientGone)
            .Bind(record.Usage?.Input).Bind(record.Usage?.CachedInput).Bind(record.Usage?.Output)
            .Bind(Microseconds(record.TimeToFirstContent)).Bind(Microseconds(record.Duration)).Bind(Microseconds(record.Overhead))
            .Bind(record.ConfigHash).BindText(document)
            .Bind(record.Cost?.NanoUnits).Bind(record.Cost?.Currency).Bind(record.Cost?.Unpriced is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : null)
            .Run();
    }

    // After a full disk SQLite may have rolled back by itself; then there is nothing left to do.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _connection.Execute("ROLLBACK");
    }

    private static long? Microseconds(TimeSpan? span) => span?.Ticks / TimeSpan.TicksPerMicrosecond;
}
