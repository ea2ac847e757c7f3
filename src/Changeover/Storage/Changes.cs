using System.Data.Common;
using Dapper;

namespace Changeover.Storage;

/// <summary>How often the rows of a table have changed, by any process: <c>changes</c> is counted up by triggers of the tables that take part.</summary>
internal static class Changes
{
    /// <summary>Channel of PostgreSQL's <c>NOTIFY</c>; the payload is the table's name.</summary>
    public const string Channel = "changeover";

    /// <summary>A number that grows with every change of a table.</summary>
    public static long VersionOf(string table, DbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT version FROM changes WHERE topic = @table", new { table });
}
