using Changeover.Access;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Access;

/// <summary>Targets, rules and policies to decide by.</summary>
internal static class Sample
{
    /// <summary>A target of a provider, of which the upstream is named like the provider unless said otherwise.</summary>
    public static TargetModel Target(string provider, string model, string? address = null, string? upstream = null, string? region = null)
    {
        var known = ProviderRegistry.ByName[provider];
        var name = upstream ?? provider;
        return new(
            new UpstreamModel
            {
                Name = name,
                Fingerprint = name,
                Config = new UpstreamConfig { Provider = provider, Region = region },
                Provider = known,
                BaseUrl = address is null ? known.BaseUrl : new Uri(address),
                Credential = null,
                Headers = [],
            },
            model,
            Weight: 1);
    }

    /// <summary>A policy of own rules only.</summary>
    public static AccessPolicy Policy(IEnumerable<AccessRuleEntry> rules, params TargetModel[] targets) => Policy(new AccessConfig { Catalogue = false, Rules = [.. rules] }, targets);

    /// <summary>A policy of a configuration.</summary>
    public static AccessPolicy Policy(AccessConfig config, params TargetModel[] targets) => new(AccessDesk.RulesOf(config), targets, config);

    /// <summary>A caller of a country.</summary>
    public static CallerAttributes From(string country) => new() { Country = country };

    /// <summary>An instant, as RFC 3339.</summary>
    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
