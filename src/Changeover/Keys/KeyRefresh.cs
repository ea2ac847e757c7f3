using Changeover.Storage;

namespace Changeover.Keys;

/// <summary>Lets the directory look for changes once a second: a key made or revoked by the command line counts within two.</summary>
internal sealed partial class KeyRefresh(KeyDirectory directory, TimeProvider clock, ILogger<KeyRefresh> log) : BackgroundService
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

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
                Refresh();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Refresh()
    {
        try
        {
            directory.Refresh();
        }
        catch (StorageException e)
        {
            RefreshFailed(e.Message);
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "The keys could not be read again; those in memory stay in force. {Reason}")]
    private partial void RefreshFailed(string reason);
}
