using System.Data.Common;
using System.Reflection;
using Dapper;
using FluentMigrator;
using FluentMigrator.Runner;

namespace Changeover.Storage;

/// <summary>Brings the tables to the form that this build knows. Every slice keeps its migrations beside its SQL; they are found by their attribute.</summary>
internal static class Schema
{
    /// <summary>Versions of all migrations in this build.</summary>
    public static IReadOnlySet<long> Known { get; } = typeof(Schema).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration)))
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Version)
        .ToHashSet();

    /// <summary>Migrates when something is missing. Loading and running the migrator costs some 300 ms, this look less than one.</summary>
    /// <exception cref="StorageException">A newer Changeover wrote the database.</exception>
    public static async Task BringUpToDateAsync(Database database, CancellationToken cancellationToken)
    {
        var engine = database.Engine;
        using var connection = database.Connect();
        if (IsCurrent(connection, engine, database.Name))
            return;

        // Two processes may start on one new database: one migrates, the other waits for its turn and finds the work done.
        await using var turn = await engine.TakeTurnAsync(cancellationToken);
        if (IsCurrent(connection, engine, database.Name))
            return;
        engine.Prepare(connection);
        Migrate(engine);
    }

    private static bool IsCurrent(DbConnection connection, ISchemaEngine engine, string name)
    {
        List<long> applied = connection.Integer(engine.HasVersions) == 0 ? [] : connection.Query<long>("SELECT \"Version\" FROM \"VersionInfo\"").AsList();
        if (applied.FirstOrDefault(version => !Known.Contains(version)) is var newer and not 0)
            throw new StorageException($"The database {name} was written by a newer Changeover (schema {newer}). Use that version or a later one, or another database.");
        return applied.Count == Known.Count;
    }

    private static void Migrate(ISchemaEngine engine)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                engine.Configure(runner);
                runner.ScanIn(typeof(Schema).Assembly).For.Migrations();
            })
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }
}
