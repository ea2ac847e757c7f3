using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Access.Observations;

/// <summary>A region block that was seen, beside what the rules say of the same callers.</summary>
/// <param name="Seen">What was seen.</param>
/// <param name="Decision">What the rules say today of callers of whom the country is known and nothing else but the defaults; null = the upstream is not configured any more.</param>
internal sealed record ObservedBlock(Observation Seen, AccessDecision? Decision)
{
    /// <summary>The rules allow what the provider refuses: one of the two is wrong, or the requests leave from another region than their callers'.</summary>
    public bool Disagrees => Decision is { IsAllowed: true };

    /// <summary>Each with what the rules say.</summary>
    public static IEnumerable<ObservedBlock> Of(IEnumerable<Observation> seen, ChangeoverConfig config, IReadOnlyDictionary<string, Provider> providers, DateTimeOffset at)
    {
        var routes = ConfiguredTargets.Of(config, providers);
        var policy = ConfiguredTargets.PolicyOf(config, routes);
        TargetModel[] targets = [.. routes.Values.SelectMany(each => each)];
        foreach (var each in seen)
        {
            var caller = new CallerAttributes { Country = each.Country.Length > 0 ? each.Country : null }.Or(config.Access.Defaults);
            yield return new(each, Array.Find(targets, target => target.Upstream.Name == each.Upstream) is { } target ? policy.Decide(caller, at, target) : null);
        }
    }
}
