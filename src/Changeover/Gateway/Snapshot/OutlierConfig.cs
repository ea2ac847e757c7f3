namespace Changeover.Gateway.Snapshot;

/// <summary>When a target is so far from the others of its route that it is set aside: it is then tried last.</summary>
public sealed record OutlierConfig
{
    /// <summary>Attempts that must be known of a target, and of its peers, before they are compared. Default 20.</summary>
    public int AtLeast { get; init; } = 20;

    /// <summary>By how much its share of failures must be above the median of its peers'. Default 0.25.</summary>
    public double FailuresAbove { get; init; } = 0.25;

    /// <summary>How many times the median of its peers' medians its own median time to first content must be. Default 4.</summary>
    public double TimesSlower { get; init; } = 4;

    /// <summary>How long it is set aside at first. Default 30 s; twice as long the second time in a row, and so on up to 5 minutes.</summary>
    public TimeSpan EjectFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest share of a route's targets that are set aside together, 0 to 1; one always stays. Default 0.5.</summary>
    public double AtMost { get; init; } = 0.5;
}
