using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Gateway.Responses;

/// <summary>Applies the limits in force as often as those of records, in small steps so that no answer waits long for the database.</summary>
internal sealed partial class ResponseRetentionJob(ResponseStore store, ISnapshotSource snapshots, TimeProvider clock, ILogger<ResponseRetentionJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly PeriodicTimer _timer = new(RecordRetentionJob.Period, clock);

    /// <summary>Applies the limits once.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var limits = snapshots.Current.Config.Responses;
        while (store.DeleteDue(clock.GetUtcNow() - limits.KeepFor, limits.KeepBytes) > 0)
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

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
            {
                try
                {
                    await ApplyAsync(stoppingToken);
                }
                catch (StorageException e)
                {
                    Failed(e.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    [LoggerMessage(2011, LogLevel.Warning, "Kept responses could not be deleted; the next round tries again. {Reason}")]
    private partial void Failed(string reason);
}
