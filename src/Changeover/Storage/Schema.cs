using System.Reflection;
using FluentMigrator;
using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;

namespace Changeover.Storage;

/// <summary>Brings the tables to the form that this build knows. Every slice keeps its migrations beside its SQL; they are found by their attribute.</summary>
internal static class Schema
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Versions of all migrations in this build.</summary>
    public static IReadOnlySet<long> Known { get; } = typeof(Schema).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration)))
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Version)
        .ToHashSet();

    /// <summary>Migrates when something is missing. Loading and running the migrator costs some 300 ms, this look less than one.</summary>
    /// <exception cref="StorageException">A newer Changeover wrote the database.</exception>
    public static async Task BringUpToDateAsync(Database database, CancellationToken cancellationToken)
    {
        using var connection = database.Connect();
        if (IsCurrent(connection, database.Path))
            return;

        // Two processes may start on one new folder: one migrates, the other waits for the lock and finds the work done.
        await using var turn = await TakeTurnAsync(database.Path + ".lock", cancellationToken);
        if (IsCurrent(connection, database.Path))
            return;
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL"); // the first counts only while the file is empty
        Migrate(database.ConnectionString);
    }

    private static bool IsCurrent(SqliteConnection connection, string path)
    {
        var applied = Applied(connection);
        if (applied.FirstOrDefault(version => !Known.Contains(version)) is var newer and not 0)
            throw new StorageException($"The database {path} was written by a newer Changeover (schema {newer}). Use that version or a later one, or another data folder.");
        return applied.Count == Known.Count;
    }

    private static List<long> Applied(SqliteConnection connection)
    {
        var versions = new List<long>();
        if (connection.Integer("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'") == 0)
            return versions;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Version FROM VersionInfo";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            versions.Add(reader.GetInt64(0));
        return versions;
    }

    private static void Migrate(string connectionString)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner.AddSQLite().WithGlobalConnectionString(connectionString).ScanIn(typeof(Schema).Assembly).For.Migrations())
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
