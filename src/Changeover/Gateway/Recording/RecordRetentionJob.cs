using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>Applies the limits in force every five minutes.</summary>
internal sealed partial class RecordRetentionJob(RecordRetention retention, ISnapshotSource snapshots, TimeProvider clock, ILogger<RecordRetentionJob> log) : BackgroundService
{
    /// <summary>Time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private readonly PeriodicTimer _timer = new(Period, clock);

    /// <inheritdoc />
    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
                await ApplyAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await retention.ApplyAsync(snapshots.Current.Config.Records, cancellationToken) is var deleted and > 0)
                Deleted(deleted);
        }
        catch (StorageException e)
        {
            Failed(e.Message);
        }
    }

    [LoggerMessage(2001, LogLevel.Information, "{Count} records were deleted: too old, or the oldest of too many")]
    private partial void Deleted(long count);

    [LoggerMessage(2002, LogLevel.Warning, "Records could not be deleted; the next round tries again. {Reason}")]
    private partial void Failed(string reason);
}
