using Changeover.Storage;

namespace Changeover.Keys;

/// <summary>Lets the directory look for changes once a second, and at once when the database tells of one: a key made or revoked elsewhere counts within two.</summary>
internal sealed partial class KeyRefresh(KeyDirectory directory, TimeProvider clock, ILogger<KeyRefresh> log) : BackgroundService, IChangeReader
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Period, clock);

    /// <inheritdoc />
    public string Table => KeysTable.Name;

    /// <inheritdoc />
    public void ReadAgain()
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

    [LoggerMessage(3001, LogLevel.Warning, "The keys could not be read again; those in memory stay in force. {Reason}")]
    private partial void RefreshFailed(string reason);
}
