using System.Data.Common;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording;

/// <summary>
/// Deletes records that are too old, then the oldest while there is too much. It goes in small steps with a pause after each, so that the
/// writer never waits for more than one step.
/// </summary>
public sealed class RecordRetention(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly IRecordVolume _volume = database is PostgresDatabase ? new PostgresRecordVolume() : new SqliteRecordVolume();

    /// <summary>Applies the limits once.</summary>
    /// <returns>How many records were deleted.</returns>
    /// <exception cref="StorageException">The database failed; what was deleted until then stays deleted.</exception>
    public async Task<long> ApplyAsync(RecordsConfig limits, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = database.Connect();
            var total = await DeleteAsync(connection, "started_at <= @last ORDER BY started_at", UnixTime.Microseconds(clock.GetUtcNow() - limits.KeepFor) - 1, cancellationToken);
            while (_volume.LastBeyond(connection, limits.KeepBytes) is { } last)
                total += await DeleteAsync(connection, "seq <= @last ORDER BY seq", last, cancellationToken);
            while (_volume.GiveBack(connection))
                await Task.Delay(Pause, clock, cancellationToken);
            return total;
        }
        catch (DbException e)
        {
            throw database.Explain(e);
        }
    }

    private async Task<long> DeleteAsync(DbConnection connection, string due, long last, CancellationToken cancellationToken)
    {
        long total = 0;
        while (connection.Query<long>($"SELECT seq FROM records WHERE {due} LIMIT {IRecordVolume.Step}", new { last }).AsList() is { Count: > 0 } seqs)
        {
            using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
            {
                connection.Execute($"DELETE FROM record_bodies WHERE seq {database.IsOneOf("seqs")}", new { seqs }, transaction);
                total += connection.Execute($"DELETE FROM records WHERE seq {database.IsOneOf("seqs")}", new { seqs }, transaction);
                await transaction.CommitAsync(cancellationToken);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }

        return total;
    }
}
