using System.Collections.Frozen;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>A snapshot with the state that belongs to it, swapped as one.</summary>
/// <param name="Snapshot">The compiled configuration.</param>
/// <param name="Targets">State of each route's targets, in the written order.</param>
/// <param name="RetryBudget">Against retry storms.</param>
/// <param name="LargestBody">Largest body that any route takes, in bytes.</param>
internal sealed record RuntimeSnapshot(GatewaySnapshot Snapshot, FrozenDictionary<string, TargetState[]> Targets, RetryBudget RetryBudget, long LargestBody)
{
    /// <summary>In the written order; not to be changed.</summary>
    public TargetState[] TargetsOf(RouteModel route) => Targets[route.Name];
}
