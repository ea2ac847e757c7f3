using System.Data.Common;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording;

/// <summary>
/// The size of the rows. The tables do not shrink when rows go, so their size on the disk only tells that nothing need be counted; the room of
/// deleted rows is used again once the server's autovacuum has been there.
/// </summary>
internal sealed class PostgresRecordVolume : IRecordVolume
{
    public long? LastBeyond(DbConnection connection, long keepBytes)
    {
        if (connection.Integer("SELECT pg_total_relation_size('records') + pg_total_relation_size('record_bodies')") <= keepBytes)
            return null;

        // From the newest to the oldest; sizes are those on the disk, after the server's own compression.
        return connection.ExecuteScalar<long?>(
            """
            SELECT MAX(seq) FROM (
                SELECT seq, SUM(512 + pg_column_size(document) + COALESCE(pg_column_size(request), 0) + COALESCE(pg_column_size(answer), 0)) OVER (ORDER BY seq DESC) AS size
                FROM records LEFT JOIN record_bodies USING (seq)) AS sized
            WHERE size > @keepBytes
            """,
            new { keepBytes });
    }

    public bool GiveBack(DbConnection connection) => false;
}
