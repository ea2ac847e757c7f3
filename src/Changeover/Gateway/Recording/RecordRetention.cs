using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Changeover.Gateway.Recording;

/// <summary>
/// Deletes records that are too old, then the oldest while there is too much. It goes in small steps with a pause after each, so that the
/// writer never waits for more than one step. Freed pages are used again; only what is free beyond a quarter of the file goes back to the disk.
/// </summary>
public sealed class RecordRetention(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Applies the limits once.</summary>
    /// <returns>How many records were deleted.</returns>
    /// <exception cref="StorageException">The database failed; what was deleted until then stays deleted.</exception>
    public async Task<long> ApplyAsync(RecordsConfig limits, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = database.Connect();
            var cutoff = UnixTime.Microseconds(clock.GetUtcNow() - limits.KeepFor);
            long total = 0;
            while (Due(connection, cutoff, limits.KeepBytes) is { Count: > 0 } due)
            {
                Delete(connection, due);
                total += due.Count;
                await Task.Delay(Pause, clock, cancellationToken);
            }

            while (connection.Integer("PRAGMA freelist_count") * 4 > connection.Integer("PRAGMA page_count"))
            {
                GiveBack(connection);
                await Task.Delay(Pause, clock, cancellationToken);
            }

            return total;
        }
        catch (SqliteException e)
        {
            throw StorageException.From(e, database.Path);
        }
    }

    private static List<long> Due(SqliteConnection connection, long cutoff, long keepBytes)
    {
        var due = connection.Query<long>("SELECT seq FROM records WHERE started_at < @cutoff ORDER BY started_at LIMIT 50", new { cutoff }).AsList();
        return due.Count > 0 || UsedBytes(connection) <= keepBytes
            ? due
            : connection.Query<long>("SELECT seq FROM records ORDER BY seq LIMIT 50").AsList();
    }

    private static void Delete(SqliteConnection connection, List<long> due)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM record_bodies WHERE seq IN @due", new { due }, transaction);
        connection.Execute("DELETE FROM records WHERE seq IN @due", new { due }, transaction);
        transaction.Commit();
    }

    private static long UsedBytes(SqliteConnection connection) =>
        (connection.Integer("PRAGMA page_count") - connection.Integer("PRAGMA freelist_count")) * connection.Integer("PRAGMA page_size");

    // Each row that is read gives one page back, so they are read to the end.
    private static void GiveBack(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA incremental_vacuum(256)";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }
}
