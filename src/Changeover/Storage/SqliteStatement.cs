using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Changeover.Storage;

/// <summary>
/// A prepared statement without rows, for hot paths: values are bound in order and straight from memory, where <see cref="SqliteCommand"/>
/// boxes each one and copies each string. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IParameters<SqliteStatement>, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    /// <exception cref="SqliteException">The statement is wrong, or the database cannot be read.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Binds the next parameter; null is NULL.</summary>
    public SqliteStatement Bind(string? text) =>
        Bound(text is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_text16(_statement, ++_bound, text));

    /// <summary>Binds the next parameter to text that is UTF-8 already.</summary>
    public SqliteStatement BindText(byte[] utf8) => Bound(raw.sqlite3_bind_text(_statement, ++_bound, utf8));

    /// <summary>Binds the next parameter; null is NULL.</summary>
    public SqliteStatement Bind(byte[]? bytes) =>
        Bound(bytes is null ? raw.sqlite3_bind_null(_statement, ++_bound) : raw.sqlite3_bind_blob(_statement, ++_bound, bytes));

    /// <summary>Binds the next parameter; null is NULL.</summary>
    public SqliteStatement Bind(long? number) =>
        Bound(number is { } value ? raw.sqlite3_bind_int64(_statement, ++_bound, value) : raw.sqlite3_bind_null(_statement, ++_bound));

    /// <summary>Binds the next parameter to 0 or 1.</summary>
    public SqliteStatement Bind(bool flag) => Bind(flag ? 1L : 0L);

    /// <summary>Runs to the end and forgets what was bound.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        _bound = 0;
        if (result == raw.SQLITE_DONE)
        {
            _ = raw.sqlite3_reset(_statement);
            return;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private SqliteStatement Bound(int result)
    {
        SqliteException.ThrowExceptionForRC(result, _database);
        return this;
    }
}
