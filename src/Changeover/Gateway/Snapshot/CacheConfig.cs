namespace Changeover.Gateway.Snapshot;

/// <summary>Whether answers of a route are given again to the same question of the same key.</summary>
public sealed record CacheConfig
{
    /// <summary>How long an answer may be given again.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Longest answer that is kept, in bytes. Default 1 MiB.</summary>
    public long MaxAnswer { get; init; } = 1024 * 1024;
}
