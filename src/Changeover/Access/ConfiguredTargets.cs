using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Access;

/// <summary>The targets of a configuration as rules see them, by route: without credentials, which no rule asks for and this machine may not have.</summary>
internal static class ConfiguredTargets
{
    /// <summary>Targets of each route, in the written order. Those whose upstream or provider there is not are left out.</summary>
    public static IReadOnlyDictionary<string, TargetModel[]> Of(ChangeoverConfig config, IReadOnlyDictionary<string, Provider> providers)
    {
        var upstreams = config.Upstreams.Where(each => providers.ContainsKey(each.Value.Provider)).ToDictionary(
            each => each.Key,
            each => new UpstreamModel
            {
                Name = each.Key,
                Fingerprint = each.Key,
                Config = each.Value,
                Provider = providers[each.Value.Provider],
                BaseUrl = each.Value.BaseUrl ?? providers[each.Value.Provider].BaseUrl,
                Credential = null,
                Headers = [],
            },
            StringComparer.Ordinal);
        return config.Routes.ToDictionary(
            route => route.Key,
            route => route.Value.Targets.Where(target => upstreams.ContainsKey(target.Upstream)).Select(target => new TargetModel(upstreams[target.Upstream], target.Model, target.Weight)).ToArray(),
            StringComparer.Ordinal);
    }

    /// <summary>The policy over them.</summary>
    public static AccessPolicy PolicyOf(ChangeoverConfig config, IReadOnlyDictionary<string, TargetModel[]> targets) =>
        new(AccessDesk.RulesOf(config.Access), targets.Values.SelectMany(each => each).Distinct(), config.Access);
}
