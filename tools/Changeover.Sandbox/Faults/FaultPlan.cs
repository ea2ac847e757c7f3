using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Faults;

/// <summary>A fault to be played: which, how, and on which requests.</summary>
/// <param name="Kind">A kind from <see cref="FaultCatalogue"/>.</param>
public sealed record FaultPlan(string Kind)
{
    /// <summary>Parameters of the kind; those left out have their defaults.</summary>
    public JsonObject Parameters { get; init; } = [];

    /// <summary>Matching requests that are answered healthily first.</summary>
    public int AfterRequests { get; init; }

    /// <summary>How often it is played; null = until it is removed.</summary>
    public int? Count { get; init; }

    /// <summary>Chance that a request that is due is struck, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Seed of the chance.</summary>
    public int Seed { get; init; }

    /// <summary>Which requests; those left out match everything.</summary>
    public FaultMatch Match { get; init; } = new();
}
