namespace Changeover.Gateway.Snapshot;

/// <summary>The system of record.</summary>
public sealed record StorageConfig
{
    /// <summary>Address of a PostgreSQL server, its password by reference. Null = SQLite in the data folder. Read at start only.</summary>
    public string? Database { get; init; }

    /// <summary>Address of a server of Redis' protocol that nodes share, its password by reference. Null = limits are counted in this process. Read at start only.</summary>
    public string? Redis { get; init; }
}
