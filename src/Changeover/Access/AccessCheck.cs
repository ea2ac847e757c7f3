using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Access;

/// <summary>What a rule says of one key at one target of one route.</summary>
/// <param name="Holder">The key.</param>
/// <param name="Route">Name of the route.</param>
/// <param name="Target"><c>upstream/model</c>.</param>
/// <param name="Decision">What holds.</param>
internal sealed record AccessCheck(KeyHolder Holder, string Route, string Target, AccessDecision Decision)
{
    /// <summary>Every key at every target of the routes that it may use; without keys, callers of whom the defaults hold.</summary>
    public static IReadOnlyList<AccessCheck> Of(ChangeoverConfig config, IReadOnlyDictionary<string, Provider> providers, IReadOnlyList<KeyHolder> holders, DateTimeOffset at)
    {
        var routes = ConfiguredTargets.Of(config, providers);
        var policy = ConfiguredTargets.PolicyOf(config, routes);
        return
        [
            .. from holder in holders.Count > 0 ? holders : [new KeyHolder(null, null, null, CallerAttributes.Unknown)]
               from route in routes
               where holder.Routes?.Contains(route.Key, StringComparer.Ordinal) != false
               from target in route.Value
               select new AccessCheck(holder, route.Key, target.ToString(), policy.Decide(holder.Attributes.Or(config.Access.Defaults), at, target)),
        ];
    }

    /// <summary>A sentence for each key and route without a target left.</summary>
    public static IEnumerable<string> Stranded(IEnumerable<AccessCheck> checks) => checks
        .GroupBy(check => (check.Holder, check.Route))
        .Where(route => route.All(check => !check.Decision.IsAllowed))
        .Select(route => $"{(route.Key.Holder is { KeyId: { } id, Owner: { } owner } ? $"Key {id} of {owner}" : "A caller without a key")} has no target left on route {route.Key.Route}: {string.Join(", ", route.Select(check => check.Decision.Rule!.Id).Distinct(StringComparer.Ordinal))}.");
}
