using System.Data.Common;
using FluentMigrator.Runner;

namespace Changeover.Storage;

/// <summary>What differs between engines when tables are made.</summary>
internal interface ISchemaEngine
{
    /// <summary>Query that is 1 when migrations have been run before, and 0 otherwise.</summary>
    string HasVersions { get; }

    /// <summary>Waits until no other process migrates, and keeps them away until disposed.</summary>
    Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>What must be set before the first table is made.</summary>
    void Prepare(DbConnection connection);

    /// <summary>Tells the migrator its engine and where to connect.</summary>
    void Configure(IMigrationRunnerBuilder runner);
}
