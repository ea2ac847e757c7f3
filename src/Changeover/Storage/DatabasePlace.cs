using Changeover.Gateway.Snapshot;

namespace Changeover.Storage;

/// <summary>Where the database is.</summary>
/// <param name="Folder">Data folder, absolute: SQLite's file lies in it, unless there is a server.</param>
/// <param name="Server">Connection string of a PostgreSQL server, credential included; null = SQLite.</param>
public sealed record DatabasePlace(string Folder, Secret? Server = null)
{
    /// <summary>Environment variable that names the server, in place of the configuration's <c>storage.database</c>.</summary>
    public const string Variable = "CHANGEOVER_DATABASE";
}
