using System.Data.Common;

namespace Changeover.Storage;

/// <summary>One-line statements and scalars.</summary>
internal static class DbConnectionExtensions
{
    /// <summary>Runs a fixed statement; returns the number of rows that it changed.</summary>
    public static int Execute(this DbConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row of a fixed query, as an integer; null is 0.</summary>
    public static long Integer(this DbConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        return command.ExecuteScalar() is long value ? value : 0;
    }

    private static DbCommand Prepare(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
