namespace Changeover.Access.Observations;

/// <summary>An upstream refused requests for their region.</summary>
internal sealed record Observation
{
    /// <summary>Its name in the configuration.</summary>
    public required string Upstream { get; init; }

    /// <summary>Of the callers; empty = unknown.</summary>
    public required string Country { get; init; }

    /// <summary>The machine that the requests left from.</summary>
    public required string Host { get; init; }

    /// <summary>Its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own code; null = it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>How often.</summary>
    public long Seen { get; init; } = 1;

    /// <summary>UTC.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
}
