using System.Data.Common;
using Changeover.Gateway.Snapshot;
using Npgsql;

namespace Changeover.Storage;

/// <summary>The system of record of many machines: a PostgreSQL server.</summary>
public sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource _server;
    private readonly string _connectionString;

    private PostgresDatabase(NpgsqlConnectionStringBuilder address)
    {
        _connectionString = address.ToString();
        _server = NpgsqlDataSource.Create(address);
        Name = $"{address.Host}:{address.Port}/{address.Database}";
    }

    /// <inheritdoc />
    public override string Name { get; }

    internal override ISchemaEngine Engine => new PostgresSchema(_connectionString);

    /// <summary>Opens the database, making tables where they are missing.</summary>
    /// <param name="server">Connection string, as <see cref="PostgresAddress.Parse"/> takes it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StorageException">It cannot be reached or written, or a newer Changeover wrote it.</exception>
    public static async Task<Database> OpenAsync(Secret server, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(PostgresAddress.Parse(server));
        try
        {
            await Schema.BringUpToDateAsync(database, cancellationToken);
            return database;
        }
        catch (DbException e)
        {
            database.Dispose();
            throw database.Explain(e);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override NpgsqlConnection Connect() => _server.OpenConnection();

    /// <summary>As <see cref="Connect"/>, without a thread that waits.</summary>
    internal ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) => _server.OpenConnectionAsync(cancellationToken);

    internal override StorageException Explain(DbException fault) => StorageException.From(fault, Name);

    internal override string IsOneOf(string parameter) => $"= ANY (@{parameter})";

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _server.Dispose();
        base.Dispose(disposing);
    }
}
