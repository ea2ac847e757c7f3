using System.Threading.Channels;
using Changeover.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Changeover.Gateway.Recording;

/// <summary>
/// Carries the write-ahead log over into the database, on a connection of its own: the sync that this takes (milliseconds to tens of them)
/// would otherwise fall on the answer whose record happened to fill the log.
/// </summary>
internal sealed class WalCheckpoint : IAsyncDisposable
{
    private const int PageSize = 4096;
    private const int PagesPerCommit = 5; // one leaf of the table, of two indexes, the sequence, and one to spare
    private const int DuePages = 2000;
    private const int TooManyPages = 32_768; // 128 MiB

    private readonly SqliteConnection _connection;
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private readonly Task _loop;
    private long _pages;
    private long _written; // pages, since the start
    private long _carried; // the log holds what was written beyond these

    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public WalCheckpoint(SqliteDatabase database)
    {
        _connection = database.Connect();
        _loop = RunAsync();
    }

    /// <summary>The log has grown so far that the writer should carry it over itself before it goes on: the checkpoints do not catch up.</summary>
    public bool IsTooLong => Volatile.Read(ref _written) - Volatile.Read(ref _carried) > TooManyPages;

    /// <summary>Has the writer start the log over, after a checkpoint that is running: SQLite itself would not wait for that.</summary>
    /// <param name="restart">False = readers did not finish in time, and the log goes on as it is.</param>
    public void StartOver(Func<bool> restart)
    {
        lock (_gate)
        {
            if (restart())
                Volatile.Write(ref _carried, _written);
        }
    }

    /// <summary>Tells that a commit has added about so many bytes to the log. Called by the one writer.</summary>
    public void Wrote(long bytes)
    {
        var pages = PagesPerCommit + bytes / PageSize;
        _pages += pages;
        Volatile.Write(ref _written, _written + pages);
        if (_pages < DuePages)
            return;
        _pages = 0;
        _due.Writer.TryWrite(true);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _due.Writer.Complete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (await _due.Reader.WaitToReadAsync())
        {
            _due.Reader.TryRead(out _);

            // PASSIVE takes no lock that the writer needs. A failure is met again by the next round. What is written meanwhile comes on top.
            lock (_gate)
            {
                var written = Volatile.Read(ref _written);
                if (raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var logged, out _) == raw.SQLITE_OK)
                    Volatile.Write(ref _carried, written - logged);
            }
        }
    }
}
