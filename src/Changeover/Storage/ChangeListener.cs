using System.Data.Common;
using Npgsql;

namespace Changeover.Storage;

/// <summary>
/// Listens to a PostgreSQL server for changes by other nodes, so that they count here at once. Whoever holds something in memory looks by itself
/// every second, too: while no connection stands, changes are only that much later.
/// </summary>
internal sealed partial class ChangeListener(PostgresDatabase database, IEnumerable<IChangeReader> readers, TimeProvider clock, ILogger<ChangeListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (DbException e)
            {
                Broken(database.Explain(e).Message);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        connection.Notification += (_, change) => Told(change.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Changes.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        foreach (var reader in readers)
            reader.ReadAgain(); // what was told while nobody listened
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    private void Told(string table)
    {
        foreach (var reader in readers.Where(reader => reader.Table == table))
            reader.ReadAgain();
    }

    [LoggerMessage(2021, LogLevel.Warning, "Nobody tells of changes until the connection stands again; they are looked for every second. {Reason}")]
    private partial void Broken(string reason);
}
