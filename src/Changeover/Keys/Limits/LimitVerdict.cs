namespace Changeover.Keys.Limits;

/// <summary>Whether all charges of one step were taken.</summary>
/// <param name="Refusing">The counter without room; null = all were taken.</param>
/// <param name="RetryAfter">When there may be room; null = never for a charge of this size, or nobody knows.</param>
/// <param name="States">How each charge's counter stands after it, in the charges' order; empty = not known.</param>
public readonly record struct LimitVerdict(CounterDefinition? Refusing, TimeSpan? RetryAfter, IReadOnlyList<CounterState> States)
{
    /// <summary>All were taken.</summary>
    public static LimitVerdict Taken(IReadOnlyList<CounterState> states) => new(null, null, states);

    /// <summary>Nobody knows whether there is room: the counters cannot be reached.</summary>
    public static LimitVerdict Unavailable(CounterDefinition counter) => new(counter, TimeSpan.FromSeconds(1), []) { IsUnavailable = true };

    /// <summary>The counter refuses because it cannot be asked.</summary>
    public bool IsUnavailable { get; private init; }

    /// <summary>Whether all were taken.</summary>
    public bool IsTaken => Refusing is null;
}
