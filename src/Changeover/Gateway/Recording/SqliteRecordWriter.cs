using Changeover.Storage;
using Microsoft.Data.Sqlite;

namespace Changeover.Gateway.Recording;

/// <summary>Writes groups of records, each in one transaction, over one connection with prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteRecordWriter : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _record;
    private readonly SqliteStatement _bodies;
    private readonly SqliteStatement _ledger;

    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public SqliteRecordWriter(SqliteDatabase database, TimeSpan patience)
    {
        _database = database;
        _connection = database.Connect();

        // WalCheckpoint keeps the log short without delaying an answer. Only where that cannot keep up, past 64 MB, does the writer do it itself.
        _connection.Execute("PRAGMA wal_autocheckpoint = 16384");
        SQLitePCL.raw.sqlite3_busy_timeout(_connection.Handle, (int)patience.TotalMilliseconds);
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _record = new(_connection, RecordRow.Insert);
        _bodies = new(_connection, "INSERT INTO record_bodies (seq, request, answer) VALUES (last_insert_rowid(), ?, ?)");
        _ledger = new(_connection, LedgerLine.Add);
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
            throw _database.Explain(e);
        }
    }

    /// <summary>Carries the whole log over into the database, waiting for readers as long as for any lock; false = they did not finish in time.</summary>
    public bool StartLogOver() => SQLitePCL.raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", SQLitePCL.raw.SQLITE_CHECKPOINT_RESTART, out _, out _) == SQLitePCL.raw.SQLITE_OK;

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
            RecordRow.Bind(_record, pending).Run();
            if (pending.RequestBody is not null || pending.AnswerBody is not null)
                _bodies.Bind(pending.RequestBody).Bind(pending.AnswerBody).Run();
            foreach (var line in LedgerLine.Of(pending.Record))
                line.Bind(_ledger).Run();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            pending.Fail(new StorageException($"The record {pending.Record.Id} cannot be written: {e.Message}", e));
        }
    }

    // After a full disk SQLite may have rolled back by itself; then there is nothing left to do.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _connection.Execute("ROLLBACK");
    }
}
