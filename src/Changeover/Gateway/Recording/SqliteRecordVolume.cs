using System.Data.Common;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording;

/// <summary>The pages of the file that are in use. Freed pages are used again; only what is free beyond a quarter of the file goes back to the disk.</summary>
internal sealed class SqliteRecordVolume : IRecordVolume
{
    public long? LastBeyond(DbConnection connection, long keepBytes) => UsedBytes(connection) <= keepBytes
        ? null
        : connection.ExecuteScalar<long?>($"SELECT MAX(seq) FROM (SELECT seq FROM records ORDER BY seq LIMIT {IRecordVolume.Step})");

    public bool GiveBack(DbConnection connection)
    {
        if (connection.Integer("PRAGMA freelist_count") * 4 <= connection.Integer("PRAGMA page_count"))
            return false;

        // Each row that is read gives one page back, so they are read to the end.
        using var reader = connection.ExecuteReader("PRAGMA incremental_vacuum(256)");
        while (reader.Read())
        {
        }

        return true;
    }

    private static long UsedBytes(DbConnection connection) =>
        (connection.Integer("PRAGMA page_count") - connection.Integer("PRAGMA freelist_count")) * connection.Integer("PRAGMA page_size");
}
