namespace Changeover.Storage;

/// <summary>Holds in memory what a table says: looks once a second, and at once when the database tells of a change. What was changed elsewhere counts within two seconds.</summary>
internal abstract class ChangeWatch(TimeProvider clock) : BackgroundService, IChangeReader
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Period, clock);
    private readonly Lock _looking = new();

    /// <inheritdoc />
    public abstract string Table { get; }

    /// <inheritdoc />
    public void ReadAgain()
    {
        lock (_looking)
        {
            try
            {
                Look();
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

    /// <summary>Takes over what is new, if anything is.</summary>
    /// <exception cref="StorageException">The table cannot be read.</exception>
    protected abstract void Look();

    /// <summary>Logs that it could not be read; what is in memory stays.</summary>
    protected abstract void Failed(string reason);

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
}
