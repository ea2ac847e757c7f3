using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Policy;

/// <summary>Where the spine asks who may use which target. Without the slice that knows rules everything is allowed.</summary>
public interface IAccessDesk
{
    /// <summary>The rules of a snapshot. Called once per reload.</summary>
    IAccessPolicy Open(GatewaySnapshot snapshot);
}

/// <summary>The rules under one snapshot: immutable, and all that a decision depends on beside caller, target and instant.</summary>
public interface IAccessPolicy
{
    /// <summary>Where a target stands in the policy. Called once per target and reload, before anything is decided.</summary>
    int PlaceOf(TargetModel target);

    /// <summary>Decides for several targets at once. Allocates nothing.</summary>
    /// <param name="caller">What is known of the caller, the configuration's defaults included.</param>
    /// <param name="at">Rules in force at this instant count.</param>
    /// <param name="places">The targets, each by <see cref="PlaceOf"/>.</param>
    /// <param name="decisions">One per target, in the same order.</param>
    void Decide(CallerAttributes caller, DateTimeOffset at, ReadOnlySpan<int> places, Span<AccessDecision> decisions);

    /// <summary>When a rule next begins or ends after an instant; null = never.</summary>
    DateTimeOffset? NextChange(DateTimeOffset after);
}
