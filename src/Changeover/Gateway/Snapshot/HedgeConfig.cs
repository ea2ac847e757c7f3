namespace Changeover.Gateway.Snapshot;

/// <summary>When a second attempt starts beside a late one, and what it may cost.</summary>
public sealed record HedgeConfig
{
    /// <summary>How long the first content may take before. Default the 95th percentile of the target's own recent times; while it has fewer than <see cref="Resilience.FirstContentTimes.Least"/> of them, nothing is hedged.</summary>
    public HedgeDelay After { get; init; } = new(95, null);

    /// <summary>The most that the second attempt may cost at worst. Default null: whatever budgets have room for.</summary>
    public MoneyAmount? MaxCost { get; init; }

    /// <summary>Share of the route's requests that may be hedged, 0 to 1. Default 0.05.</summary>
    public double AtMost { get; init; } = 0.05;
}
