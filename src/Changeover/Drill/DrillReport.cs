using System.Text.Json.Serialization;

namespace Changeover.Drill;

/// <summary>What a drill came to.</summary>
public sealed record DrillReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What was drilled.</summary>
    public required DrillPlan Plan { get; init; }

    /// <summary>The operator ended it before its time.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Requests that came to an end.</summary>
    public required int Requests { get; init; }

    /// <summary>Those that were no whole answer for the client.</summary>
    public required int Failed { get; init; }

    /// <summary>Whether nobody noticed: no request failed while the upstream was cut off, nor before or after.</summary>
    public bool Holds => Requests > 0 && Failed == 0;

    /// <summary>The verdict in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Before, during and after the cut.</summary>
    public required IReadOnlyList<PhaseReport> Phases { get; init; }

    /// <summary>The slowest first byte of the two seconds after the cut, beyond the median before it; null = not known.</summary>
    public double? AddedAtSwitchMs { get; init; }

    /// <summary>Failures by what the client saw.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    /// <summary>Requests that a limit or a budget of the configuration refused.</summary>
    public int RefusedByLimits { get; init; }

    /// <summary>What was lost in translation, and in how many answers.</summary>
    public required IReadOnlyDictionary<string, int> Lost { get; init; }

    /// <summary>The simulated providers' own accounts, by upstream.</summary>
    public required IReadOnlyDictionary<string, Account> Twins { get; init; }

    /// <summary>What would help, as far as the drill knows.</summary>
    public required Improvement Improvement { get; init; }

    /// <summary>What the clients saw, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Reading> Readings { get; init; } = [];
}
