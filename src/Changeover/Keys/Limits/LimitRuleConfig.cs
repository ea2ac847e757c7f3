namespace Changeover.Keys.Limits;

/// <summary>One of the <c>limits</c>: whom it concerns, who shares a counter, and how much is allowed.</summary>
public sealed record LimitRuleConfig
{
    /// <summary>Ids of keys that it concerns. Default null: every key, and open loopback.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Owners that it concerns. Default null: every owner.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary>Routes that it concerns. Default null: every route.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>Who shares a counter. Default <see cref="LimitScope.Key"/>.</summary>
    public LimitScope Per { get; init; } = LimitScope.Key;

    /// <summary>At least one; all hold together.</summary>
    public required IReadOnlyList<Limit> Allow { get; init; }

    /// <summary>How windows of requests and tokens move. Default <see cref="LimitShape.Sliding"/>. Money always goes by the calendar.</summary>
    public LimitShape Shape { get; init; } = LimitShape.Sliding;

    /// <summary>What a budget does where the price of a target is unknown. Default <see cref="UnpricedRule.Refuse"/>.</summary>
    public UnpricedRule Unpriced { get; init; } = UnpricedRule.Refuse;

    /// <summary>What happens while the counters that nodes share cannot be reached. Default null: money is closed, everything else local.</summary>
    public DegradedRule? Degraded { get; init; }
}

/// <summary>What a budget does with a target whose price is unknown.</summary>
public enum UnpricedRule
{
    /// <summary>The target is passed over; where no other is left, the request is refused.</summary>
    Refuse,

    /// <summary>The request goes on and is counted as unpriced; it takes nothing from the budget.</summary>
    Allow,
}
