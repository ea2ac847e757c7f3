using Microsoft.Data.Sqlite;

namespace Changeover.Storage;

/// <summary>One-line statements and scalars.</summary>
internal static class SqliteConnectionExtensions
{
    /// <summary>Runs a fixed statement; returns the number of rows that it changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row of a fixed query, as an integer; null is 0.</summary>
    public static long Integer(this SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        return command.ExecuteScalar() is long value ? value : 0;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
