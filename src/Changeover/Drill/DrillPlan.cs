using System.Text.Json.Serialization;

namespace Changeover.Drill;

/// <summary>What is to be drilled.</summary>
public sealed record DrillPlan
{
    /// <summary>Name of the upstream that goes.</summary>
    public required string Cut { get; init; }

    /// <summary>How it goes: a fault of the sandbox.</summary>
    public required string Kind { get; init; }

    /// <summary>From the first request to the cut.</summary>
    [JsonPropertyName("at_s")]
    public required TimeSpan At { get; init; }

    /// <summary>From the cut to its end.</summary>
    [JsonPropertyName("for_s")]
    public required TimeSpan For { get; init; }

    /// <summary>From the end of the cut to the last request.</summary>
    [JsonPropertyName("after_s")]
    public required TimeSpan After { get; init; }

    /// <summary>Requests per second.</summary>
    public required double Rate { get; init; }

    /// <summary>Longest time that a client waits for an answer.</summary>
    [JsonPropertyName("patience_s")]
    public required TimeSpan Patience { get; init; }

    /// <summary>Seed of the traffic's plan.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether the upstreams that remain are the real ones.</summary>
    public required bool Live { get; init; }

    /// <summary>From the first request to the last.</summary>
    [JsonIgnore]
    public TimeSpan Length => At + For + After;

    /// <summary>In which phase a moment lies.</summary>
    public Phase PhaseAt(TimeSpan offset) => offset < At ? Phase.Before : offset < At + For ? Phase.Cut : Phase.After;
}
