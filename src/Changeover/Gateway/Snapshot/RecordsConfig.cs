namespace Changeover.Gateway.Snapshot;

/// <summary>Where records live and for how long.</summary>
public sealed record RecordsConfig
{
    /// <summary>Records older than this are deleted. Default 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Oldest records are deleted while the database is larger, in bytes. Default 2 GiB.</summary>
    public long KeepBytes { get; init; } = 2L * 1024 * 1024 * 1024;
}
