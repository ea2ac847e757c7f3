using System.Data.Common;
using Changeover.Storage;
using Npgsql;

namespace Changeover.Gateway.Recording;

/// <summary>Writes groups of records, each as one batch in one transaction: one way to the server and back, and another for what they cost. Used by one caller at a time.</summary>
internal sealed class PostgresRecordWriter(PostgresDatabase database, TimeSpan patience, TimeProvider clock)
{
    private const string Insert = $"""
        WITH kept AS ({RecordRow.Insert} ON CONFLICT (id) DO NOTHING RETURNING seq),
        bodies AS (INSERT INTO record_bodies (seq, request, answer) SELECT seq, $27, $28 FROM kept WHERE $27 IS NOT NULL OR $28 IS NOT NULL)
        SELECT true FROM kept
        """;

    /// <summary>After a connection broke nobody knows whether the group was kept: the very same record, found again, counts as written before.</summary>
    private const string InsertAgain = $"{Insert} UNION ALL SELECT false FROM records WHERE id = $1 AND document = $23";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Writes all of them or none. A record whose id is taken fails alone.</summary>
    /// <exception cref="StorageException">The server failed, or was away for too long; whether the group is kept is not known then.</exception>
    public async Task WriteAsync(IReadOnlyList<PendingRecord> group)
    {
        var began = clock.GetTimestamp();
        for (var sql = Insert; ; sql = InsertAgain)
        {
            try
            {
                await WriteAsync(group, sql);
                return;
            }
            catch (DbException e) when (e.IsTransient && clock.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Pause, clock);
            }
            catch (DbException e)
            {
                throw database.Explain(e);
            }
        }
    }

    private async Task WriteAsync(IReadOnlyList<PendingRecord> group, string insert)
    {
        await using var connection = await database.ConnectAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var (written, refused) = await InsertAsync(group, insert, connection);
        await AddToLedgerAsync(written, connection);
        await transaction.CommitAsync();
        foreach (var pending in refused)
            pending.Fail(new StorageException($"The record {pending.Record.Id} cannot be written: its id is taken."));
    }

    private static async Task<(List<PendingRecord> Written, List<PendingRecord> Refused)> InsertAsync(IReadOnlyList<PendingRecord> group, string insert, NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock_shared({AdvisoryLock.Records})"));
        foreach (var pending in group)
        {
            var command = new NpgsqlBatchCommand(insert);
            RecordRow.Bind(new PostgresParameters(command), pending).Bind(pending.RequestBody).Bind(pending.AnswerBody);
            batch.BatchCommands.Add(command);
        }

        var (written, refused) = (new List<PendingRecord>(group.Count), new List<PendingRecord>());
        await using var results = await batch.ExecuteReaderAsync();
        foreach (var pending in group)
        {
            await results.NextResultAsync();
            if (!await results.ReadAsync())
                refused.Add(pending);
            else if (results.GetBoolean(0))
                written.Add(pending);
        }

        return (written, refused);
    }

    /// <summary>A line is added to once per group, and lines in one order for all nodes: two that wait for each other would never end.</summary>
    private static async Task AddToLedgerAsync(List<PendingRecord> written, NpgsqlConnection connection)
    {
        var lines = written.SelectMany(pending => LedgerLine.Of(pending.Record))
            .GroupBy(line => line with { NanoUnits = 0 }, (line, all) => line with { NanoUnits = all.Sum(one => one.NanoUnits) })
            .OrderBy(line => line.ToString(), StringComparer.Ordinal)
            .ToList();
        if (lines.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var line in lines)
        {
            var command = new NpgsqlBatchCommand(LedgerLine.Add);
            line.Bind(new PostgresParameters(command));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
    }
}
