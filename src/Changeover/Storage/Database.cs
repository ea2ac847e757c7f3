using Microsoft.Data.Sqlite;

namespace Changeover.Storage;

/// <summary>The system of record on one machine: <c>changeover.db</c> in the data folder, with its schema up to date.</summary>
public sealed class Database
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "changeover.db";

    private readonly string _connectionString;

    private Database(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false, // every connection here lives as long as its owner
            DefaultTimeout = 5,
        }.ToString();
    }

    /// <summary>Absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens the database, making folder, file and tables where they are missing.</summary>
    /// <exception cref="StorageException">It cannot be made, read or written, or a newer Changeover wrote it.</exception>
    public static async Task<Database> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        DataFolder.Create(folder);
        var database = new Database(System.IO.Path.Combine(folder, FileName));
        try
        {
            MakeFile(database.Path);
            await Schema.BringUpToDateAsync(database, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw StorageException.From(e, database.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database {database.Path} cannot be opened: {e.Message}", e);
        }

        return database;
    }

    /// <summary>Opens the database of a gateway that has run before; makes nothing.</summary>
    /// <exception cref="StorageException">There is none, or as <see cref="OpenAsync"/>.</exception>
    public static Task<Database> OpenExistingAsync(string folder, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        return File.Exists(path)
            ? OpenAsync(folder, cancellationToken)
            : throw new StorageException($"There is no database at {path}. `changeover serve` makes one; if it lies elsewhere, name its folder with --data or {DataFolder.Variable}.");
    }

    /// <summary>A new open connection; the caller owns it.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();

            // NORMAL under WAL hands every commit to the operating system, so a killed process loses nothing. Only a power cut can take
            // the last commits, and never the database's integrity; a sync per answer would cost milliseconds on the request's path.
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Does one thing over a connection of its own.</summary>
    /// <exception cref="StorageException">The database failed.</exception>
    internal T Use<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = Connect();
            return work(connection);
        }
        catch (SqliteException e)
        {
            throw StorageException.From(e, Path);
        }
    }

    /// <summary>What FluentMigrator connects with.</summary>
    internal string ConnectionString => _connectionString;

    private static void MakeFile(string path)
    {
        if (File.Exists(path))
            return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // SQLite gives -wal and -shm the same mode
        using var file = new FileStream(path, options);
    }
}
