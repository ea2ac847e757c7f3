using System.Text;
using System.Text.Json;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording;

/// <summary>Reads records back, whole. Every call has a connection of its own, so that no reader holds the log's end for long.</summary>
public sealed class RecordReader(Database database)
{
    private const string Columns = "SELECT records.seq, document, request, answer FROM records LEFT JOIN record_bodies ON record_bodies.seq = records.seq";

    // + keeps the planner from the index on started_at where rows are wanted in their own order.
    private const string Matches = """
        +started_at >= @Since AND +started_at < @Until AND status BETWEEN @StatusFrom AND @StatusTo
        AND (@Route IS NULL OR route = @Route) AND (@KeyId IS NULL OR key_id = @KeyId)
        AND (NOT @FailedOnly OR status >= 400 OR error_code IS NOT NULL)
        """;

    private const int PageLength = 500;

    /// <summary>The latest arrivals that match, newest first.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public IReadOnlyList<RequestRecord> Latest(RecordFilter filter, int limit) =>
        Query($"{Columns} WHERE started_at >= @Since AND started_at < @Until AND {Matches} ORDER BY started_at DESC, records.seq DESC LIMIT @Limit", Arguments(filter, 0, limit))
            .ConvertAll(row => row.Record);

    /// <summary>The record of this id; null = there is none.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public RequestRecord? Find(string id) => Query($"{Columns} WHERE id = @id", new { id }) is [var (_, record)] ? record : null;

    /// <summary>How many match.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public long Count(RecordFilter filter) =>
        database.Use(connection => connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM records WHERE {Matches}", Arguments(filter, 0, 0)));

    /// <summary>Position behind the last record: where a follower begins.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public long End() => database.Use(connection =>
    {
        // Numbers are handed out before they are committed: on a server with many writers the last one counts once none is under way.
        using var transaction = connection.BeginTransaction();
        if (database is PostgresDatabase)
            connection.Execute($"SELECT pg_advisory_xact_lock({AdvisoryLock.Records})");
        return connection.Integer("SELECT MAX(seq) FROM records");
    });

    /// <summary>Those that match behind one position and up to another, in the order in which they were written, with their positions; a page at most.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public IReadOnlyList<(long Position, RequestRecord Record)> Between(long position, long end, RecordFilter filter) =>
        Query($"{Columns} WHERE records.seq > @Position AND records.seq <= @End AND {Matches} ORDER BY records.seq LIMIT @Limit", Arguments(filter, position, PageLength, end));

    /// <summary>All that match, in the order in which they were written, read page by page.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    public IEnumerable<RequestRecord> All(RecordFilter filter)
    {
        var (position, end) = (BeforeFirst(filter), End());
        for (var page = Between(position, end, filter); page.Count > 0; page = Between(position, end, filter))
        {
            foreach (var (seq, record) in page)
            {
                position = seq;
                yield return record;
            }
        }
    }

    private long BeforeFirst(RecordFilter filter) => database.Use(connection =>
        connection.ExecuteScalar<long?>("SELECT MIN(seq) - 1 FROM records WHERE started_at >= @Since", Arguments(filter, 0, 0))) ?? long.MaxValue;

    private List<(long Position, RequestRecord Record)> Query(string sql, object arguments) => database.Use(connection =>
    {
        var rows = connection.Query<(long Seq, string Document, byte[]? Request, byte[]? Answer)>(sql, arguments)
            .Select(row => (row.Seq, Whole(row.Document, row.Request, row.Answer))).ToList();
        return rows.Count == 0 ? rows : CorrectionStore.Applied(database, connection, rows).ToList();
    });

    private static RequestRecord Whole(string document, byte[]? request, byte[]? answer)
    {
        var record = JsonSerializer.Deserialize(document, RecordJson.Default.RequestRecord)!;
        return request is null && answer is null ? record : record with { RequestBody = Text(request), AnswerBody = Text(answer) };
    }

    private static string? Text(byte[]? utf8) => utf8 is null ? null : Encoding.UTF8.GetString(utf8);

    private static object Arguments(RecordFilter filter, long position, int limit, long end = long.MaxValue) => new
    {
        Since = UnixTime.Microseconds(filter.Since) ?? long.MinValue,
        Until = UnixTime.Microseconds(filter.Until) ?? long.MaxValue,
        filter.Route,
        filter.KeyId,
        StatusFrom = filter.Status?.From ?? 0,
        StatusTo = filter.Status?.To ?? int.MaxValue,
        filter.FailedOnly,
        Position = position,
        End = end,
        Limit = limit,
    };
}
