using System.Data.Common;

namespace Changeover.Storage;

/// <summary>
/// The system of record, with its schema up to date: a file of SQLite on one machine, a PostgreSQL server for many. SQL that both understand
/// stands once, beside its slice; what differs is a member here, or a class per engine where the work itself differs.
/// </summary>
public abstract class Database : IDisposable
{
    /// <summary>What messages call it: the file's path, or the server's address without password.</summary>
    public abstract string Name { get; }

    /// <summary>Opens what a place names, making folder, file and tables where they are missing.</summary>
    /// <exception cref="StorageException">It cannot be reached, made, read or written, or a newer Changeover wrote it.</exception>
    public static Task<Database> OpenAsync(DatabasePlace place, CancellationToken cancellationToken) => place.Server is { } server
        ? PostgresDatabase.OpenAsync(server, cancellationToken)
        : OpenAsync(place.Folder, cancellationToken);

    /// <summary>Opens the file in a folder.</summary>
    /// <exception cref="StorageException">As the other.</exception>
    public static Task<Database> OpenAsync(string folder, CancellationToken cancellationToken) => SqliteDatabase.OpenAsync(folder, cancellationToken);

    /// <summary>Opens the database of a gateway that has run before; makes no file.</summary>
    /// <exception cref="StorageException">There is none, or as <see cref="OpenAsync(DatabasePlace, CancellationToken)"/>.</exception>
    public static Task<Database> OpenExistingAsync(DatabasePlace place, CancellationToken cancellationToken) => place.Server is null
        ? OpenExistingAsync(place.Folder, cancellationToken)
        : OpenAsync(place, cancellationToken);

    /// <summary>Opens the file that is in a folder already.</summary>
    /// <exception cref="StorageException">As the other.</exception>
    public static Task<Database> OpenExistingAsync(string folder, CancellationToken cancellationToken) => SqliteDatabase.OpenExistingAsync(folder, cancellationToken);

    /// <summary>A new open connection; the caller owns it.</summary>
    /// <exception cref="DbException">It cannot be opened.</exception>
    public abstract DbConnection Connect();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does one thing over a connection of its own.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    internal T Use<T>(Func<DbConnection, T> work)
    {
        try
        {
            using var connection = Connect();
            return work(connection);
        }
        catch (DbException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>Puts a failure in words for the operator.</summary>
    internal abstract StorageException Explain(DbException fault);

    /// <summary>SQL for "is one of a list", where the list is a parameter of that name.</summary>
    internal abstract string IsOneOf(string parameter);

    /// <summary>What the schema needs to know of the engine.</summary>
    internal abstract ISchemaEngine Engine { get; }

    /// <summary>Closes what is shared by its connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
