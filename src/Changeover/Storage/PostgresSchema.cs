using System.Data.Common;
using FluentMigrator.Runner;
using Npgsql;

namespace Changeover.Storage;

/// <summary>Tables on a server: those who migrate take turns by an advisory lock, which ends with its connection.</summary>
internal sealed class PostgresSchema(string connectionString) : ISchemaEngine
{
    // Unpooled: what migrates does so once, and closing a connection must end its session, and the lock with it.
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();

    public string HasVersions => """SELECT COUNT(*) FROM pg_tables WHERE tablename = 'VersionInfo' AND schemaname = 'public'""";

    public async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLock.Schema})", connection) { CommandTimeout = 60 };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Prepare(DbConnection connection)
    {
    }

    public void Configure(IMigrationRunnerBuilder runner) => runner.AddPostgres15_0().WithGlobalConnectionString(_connectionString);
}
