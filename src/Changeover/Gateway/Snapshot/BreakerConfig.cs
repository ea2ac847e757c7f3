namespace Changeover.Gateway.Snapshot;

/// <summary>When the circuit of a target opens, and for how long.</summary>
public sealed record BreakerConfig
{
    /// <summary>Failures in <see cref="Window"/> that open it. Default 5.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>Share of attempts in <see cref="Window"/> that must have failed. Default 0.5.</summary>
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>How far back attempts count. Default 30 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it stays open before one probe is let through. Default 15 s; doubles with each failed probe up to 5 minutes.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When a target is set aside because it is far from the others of its route. Default null: never.</summary>
    public OutlierConfig? Outliers { get; init; }

    /// <summary>How long a target stays out after a region block, an empty account or a refused credential: nothing that a retry mends. Default 10 minutes.</summary>
    public TimeSpan QuarantineFor { get; init; } = TimeSpan.FromMinutes(10);
}
