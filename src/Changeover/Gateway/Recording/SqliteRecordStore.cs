using System.Threading.Channels;
using Changeover.Storage;
using Microsoft.Data.Sqlite;

namespace Changeover.Gateway.Recording;

/// <summary>
/// Records in SQLite, committed in groups. Whoever appends while nobody writes does the writing, on its own thread: a lone record is not
/// delayed by a change of threads. Those who come meanwhile are written together by the thread pool, so that a crowd shares one commit.
/// </summary>
public sealed class SqliteRecordStore : IRecordStore, IThreadPoolWorkItem
{
    private const int QueueLength = 4096;
    private const int GroupSize = 512;

    private readonly Channel<PendingRecord> _queue = Channel.CreateBounded<PendingRecord>(new BoundedChannelOptions(QueueLength)
    {
        FullMode = BoundedChannelFullMode.Wait,
    });

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteRecordWriter _writer;
    private readonly WalCheckpoint _checkpoint;
    private readonly List<PendingRecord> _group = new(GroupSize);

    /// <summary>Opens the writing connection.</summary>
    /// <exception cref="StorageException">The database cannot be opened.</exception>
    public SqliteRecordStore(SqliteDatabase database)
        : this(database, TimeSpan.FromSeconds(5))
    {
    }

    /// <param name="database">Where to write.</param>
    /// <param name="patience">How long another process may hold the file before appends fail.</param>
    internal SqliteRecordStore(SqliteDatabase database, TimeSpan patience)
    {
        try
        {
            _writer = new SqliteRecordWriter(database, patience);
            _checkpoint = new WalCheckpoint(database);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }

    /// <inheritdoc />
    /// <remarks>Cancellation ends the wait; a record that is already in the queue is written all the same.</remarks>
    /// <exception cref="StorageException">The record could not be written: disk full, file locked for longer than five seconds, an id used twice.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async ValueTask AppendAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var pending = new PendingRecord(record);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The record store is closed.", e);
        }

        if (_turn.Wait(0, CancellationToken.None))
        {
            if (ThreadPool.PendingWorkItemCount == 0)
                WriteGroup();
            else
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        await pending.Written.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    void IThreadPoolWorkItem.Execute() => WriteGroup();

    /// <summary>Takes no more records, writes those that wait, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _queue.Reader.Completion;
        await _turn.WaitAsync(CancellationToken.None); // the last group is written; the turn stays taken
        await _checkpoint.DisposeAsync();
        _writer.Dispose();
    }

    /// <summary>Whoever calls has the turn.</summary>
    private void WriteGroup()
    {
        while (_group.Count < GroupSize && _queue.Reader.TryRead(out var pending))
            _group.Add(pending);
        try
        {
            _writer.Write(_group);
            _checkpoint.Wrote(_group.Sum(pending => pending.Size));
            if (_checkpoint.IsTooLong)
                _checkpoint.StartOver(_writer.StartLogOver);
        }
#pragma warning disable CA1031 // The edge: a failure is told to those who wait, and the next group gets its own try.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var pending in _group)
                pending.Fail(e);
        }

        foreach (var pending in _group)
            pending.Succeed();
        _group.Clear();
        _turn.Release();

        // Who came since found the turn taken.
        if (_queue.Reader.TryPeek(out _) && _turn.Wait(0, CancellationToken.None))
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
