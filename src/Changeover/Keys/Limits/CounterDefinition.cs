namespace Changeover.Keys.Limits;

/// <summary>One counter of one limit: of a rule, for one key, owner, route or all of them.</summary>
public sealed record CounterDefinition
{
    /// <summary>The same on every node and after a restart, whatever the amount.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the rule, for messages.</summary>
    public required string Rule { get; init; }

    /// <summary>How much.</summary>
    public required Limit Limit { get; init; }

    /// <summary>How its window moves.</summary>
    public required LimitShape Shape { get; init; }

    /// <summary>What a budget does with unknown prices.</summary>
    public required UnpricedRule Unpriced { get; init; }

    /// <summary>What happens while the counters that nodes share cannot be reached.</summary>
    public DegradedRule Degraded { get; init; }

    /// <summary>What a budget is filled from at start.</summary>
    public required SpendFilter Filter { get; init; }
}
