using Changeover.Storage;

namespace Changeover.Gateway.Snapshot.Published;

/// <summary>Puts a configuration in force soon after it was pushed: when the database tells of it, and by looking every second.</summary>
internal sealed partial class PublishedConfigWatch(SnapshotSource source, ConfigStore store, TimeProvider clock, ILogger<PublishedConfigWatch> log) : BackgroundService, IChangeReader
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Period, clock);
    private readonly Lock _reading = new();

    /// <inheritdoc />
    public string Table => ConfigurationsTable.Name;

    /// <inheritdoc />
    public void ReadAgain()
    {
        lock (_reading)
        {
            try
            {
                if (store.LastVersion() is { } newest && newest != source.Loaded.Version && store.Find(newest) is var (version, text))
                    source.Publish(version, text);
            }
            catch (StorageException e)
            {
                Failed(e.Message);
            }
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
                ReadAgain();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    [LoggerMessage(1105, LogLevel.Warning, "Whether a new configuration was pushed is not known; the one in force stays. {Reason}")]
    private partial void Failed(string reason);
}
