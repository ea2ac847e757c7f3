using Changeover.Gateway.Snapshot;

namespace Changeover.Storage;

/// <summary>Where a configuration puts the database.</summary>
/// <param name="Folder">Data folder, absolute; null = a fault stands where it could be named.</param>
/// <param name="Server">Connection string of a PostgreSQL server; null = SQLite in the folder.</param>
/// <param name="IsKnown">False = a fault stands where the server could be named.</param>
public sealed record ConfiguredStorage(string? Folder, Secret? Server = null, bool IsKnown = true)
{
    /// <summary>Address of a server of Redis' protocol that nodes share; null = none.</summary>
    public Secret? Redis { get; init; }

    /// <summary>The place to open.</summary>
    /// <param name="option">Value of <c>--data</c>; null = not given.</param>
    /// <exception cref="StorageException">The configuration cannot be read, and to guess would be to work on the wrong database.</exception>
    public DatabasePlace Resolve(string? option) => IsKnown
        ? new DatabasePlace(DataFolder.Resolve(option, () => Folder), Server)
        : throw new StorageException($"The configuration has a fault where it could name the database. `changeover config check` shows the fault; {DatabasePlace.Variable} names a database in spite of it.");
}
