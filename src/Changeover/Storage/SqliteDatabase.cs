using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Changeover.Storage;

/// <summary>The system of record on one machine: <c>changeover.db</c> in the data folder.</summary>
public sealed class SqliteDatabase : Database
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "changeover.db";

    private readonly string _connectionString;

    private SqliteDatabase(string path)
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

    /// <inheritdoc />
    public override string Name => Path;

    internal override ISchemaEngine Engine => new SqliteSchema(Path, _connectionString);

    /// <summary>Opens the database, making folder, file and tables where they are missing.</summary>
    /// <exception cref="StorageException">It cannot be made, read or written, or a newer Changeover wrote it.</exception>
    public static new async Task<Database> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        DataFolder.Create(folder);
        var database = new SqliteDatabase(System.IO.Path.Combine(folder, FileName));
        try
        {
            MakeFile(database.Path);
            await Schema.BringUpToDateAsync(database, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database {database.Path} cannot be opened: {e.Message}", e);
        }

        return database;
    }

    /// <summary>Opens the database of a gateway that has run before; makes nothing.</summary>
    /// <exception cref="StorageException">There is none, or as <see cref="OpenAsync"/>.</exception>
    public static new Task<Database> OpenExistingAsync(string folder, CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        return File.Exists(path)
            ? OpenAsync(folder, cancellationToken)
            : throw new StorageException($"There is no database at {path}. `changeover serve` makes one; if it lies elsewhere, name its folder with --data or {DataFolder.Variable}.");
    }

    /// <inheritdoc />
    public override SqliteConnection Connect()
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

    internal override StorageException Explain(DbException fault) =>
        fault is SqliteException known ? StorageException.From(known, Path) : new StorageException($"The database {Path} failed: {fault.Message}", fault);

    internal override string IsOneOf(string parameter) => $"IN @{parameter}";

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
