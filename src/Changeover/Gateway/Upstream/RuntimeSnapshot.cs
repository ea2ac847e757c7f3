using System.Collections.Frozen;
using Changeover.Gateway.Hedging;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Routing;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>A snapshot with the state that belongs to it, swapped as one. It lives until the last request that entered it has left, and its upstreams with it.</summary>
/// <param name="snapshot">The compiled configuration.</param>
/// <param name="targets">State of each route's targets, in the written order.</param>
/// <param name="prices">What the targets' prices are from.</param>
/// <param name="access">Who may use the targets.</param>
/// <param name="upstreams">Everything that <paramref name="targets"/> needs; each is joined once.</param>
internal sealed class RuntimeSnapshot(GatewaySnapshot snapshot, FrozenDictionary<string, TargetState[]> targets, IPriceList prices, IAccessPolicy access, IReadOnlyCollection<UpstreamState> upstreams)
{
    // Requests under way and, while it is in force, one for that.
    private int _users = 1;

    /// <summary>The compiled configuration.</summary>
    public GatewaySnapshot Snapshot { get; } = snapshot;

    /// <summary>State of each route's targets, in the written order; not to be changed.</summary>
    public FrozenDictionary<string, TargetState[]> Targets { get; } = targets;

    /// <summary>Prices and exchange rates.</summary>
    public IPriceList Prices { get; } = prices;

    /// <summary>Rules of access.</summary>
    public IAccessPolicy Access { get; } = access;

    /// <summary>What is known of callers.</summary>
    public CallerFacts Callers { get; } = new(snapshot.Config.Access);

    /// <summary>Against retry storms.</summary>
    public RetryBudget RetryBudget { get; } = new(snapshot.Config.Server.RetryBudget);

    /// <summary>The watch over each route's targets; only where there is something to compare.</summary>
    public FrozenDictionary<string, OutlierWatch> Outliers { get; } = targets
        .Where(route => route.Value.Length > 1 && Array.Exists(route.Value, target => target.Upstream.Model.Config.Breaker.Outliers is not null))
        .ToFrozenDictionary(route => route.Key, route => new OutlierWatch(route.Value), StringComparer.Ordinal);

    /// <summary>How many more requests each route may hedge; only of those that do.</summary>
    public FrozenDictionary<string, RetryBudget> Hedges { get; } = snapshot.Routes.Where(route => route.Value.Config.Hedge is not null)
        .ToFrozenDictionary(route => route.Key, route => new RetryBudget(route.Value.Config.Hedge!.AtMost, Hedge.Saved), StringComparer.Ordinal);

    /// <summary>Largest body that any route takes, in bytes.</summary>
    public long LargestBody { get; } = snapshot.Routes.Values.Select(route => route.MaxBody).Append(snapshot.Config.Server.MaxBody).Max();

    /// <summary>A request begins; false = the snapshot is over, and another is in force.</summary>
    public bool TryEnter()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>A request has ended, or another snapshot is in force.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            foreach (var upstream in upstreams)
            {
                upstream.Leave();
            }
        }
    }
}
