using System.Threading.Channels;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>Records on a PostgreSQL server, committed in groups: what arrives while a group is on its way makes the next one, so that a crowd shares one commit.</summary>
public sealed class PostgresRecordStore : IRecordStore
{
    private const int QueueLength = 4096;
    private const int GroupSize = 512;

    private readonly Channel<PendingRecord> _queue = Channel.CreateBounded<PendingRecord>(new BoundedChannelOptions(QueueLength)
    {
        FullMode = BoundedChannelFullMode.Wait,
        SingleReader = true,
    });

    private readonly PostgresRecordWriter _writer;
    private readonly Task _writing;

    /// <summary>Begins to take records; the first one connects.</summary>
    public PostgresRecordStore(PostgresDatabase database)
        : this(database, TimeSpan.FromSeconds(5), TimeProvider.System)
    {
    }

    /// <param name="database">Where to write.</param>
    /// <param name="patience">How long the server may be away before appends fail.</param>
    /// <param name="clock">Measures the patience.</param>
    internal PostgresRecordStore(PostgresDatabase database, TimeSpan patience, TimeProvider clock)
    {
        _writer = new PostgresRecordWriter(database, patience, clock);
        _writing = WriteAllAsync();
    }

    /// <inheritdoc />
    /// <remarks>Cancellation ends the wait; a record that is already in the queue is written all the same.</remarks>
    /// <exception cref="StorageException">The record could not be written: server away for longer than five seconds, disk full, an id used twice.</exception>
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

        await pending.Written.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more records, and writes those that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<PendingRecord>(GroupSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupSize && _queue.Reader.TryRead(out var pending))
                group.Add(pending);
            await WriteAsync(group);
            group.Clear();
        }
    }

    private async Task WriteAsync(List<PendingRecord> group)
    {
        try
        {
            await _writer.WriteAsync(group);
        }
#pragma warning disable CA1031 // The edge: a failure is told to those who wait, and the next group gets its own try.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var pending in group)
                pending.Fail(e);
        }

        foreach (var pending in group)
            pending.Succeed();
    }
}
