using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>Opens the catalogue together with a snapshot's own rules.</summary>
internal sealed class AccessDesk : IAccessDesk
{
    /// <inheritdoc />
    public IAccessPolicy Open(GatewaySnapshot snapshot) => PolicyOf(snapshot);

    /// <summary>The policy of a snapshot, with what only those ask who want to explain it.</summary>
    public static AccessPolicy PolicyOf(GatewaySnapshot snapshot)
    {
        var targets = snapshot.Routes.Values.SelectMany(route => route.Targets).Distinct();
        return new AccessPolicy(RulesOf(snapshot.Config.Access), targets, snapshot.Config.Access);
    }

    /// <summary>The catalogue's rules and own ones.</summary>
    public static IEnumerable<AccessRule> RulesOf(AccessConfig config)
    {
        var sets = SetsOf(config);
        var shipped = config.Catalogue ? AccessCatalogue.Shipped.Rules.Select(entry => AccessRuleReader.Read(entry, sets, isOwn: false)) : [];
        return shipped.Concat(config.Rules.Select((entry, i) => AccessRuleReader.Read(Named(entry, i), sets, isOwn: true)));
    }

    /// <summary>The catalogue's lists and own ones.</summary>
    public static CountrySets SetsOf(AccessConfig config) => new(AccessCatalogue.Shipped.Sets, config.Sets);

    /// <summary>An own rule with an id: its own, or its place.</summary>
    public static AccessRuleEntry Named(AccessRuleEntry entry, int index) => entry with { Id = entry.Id ?? $"access.rules[{index}]" };
}
