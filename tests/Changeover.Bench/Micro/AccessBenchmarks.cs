using BenchmarkDotNet.Attributes;
using Changeover.Access;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Bench.Micro;

/// <summary>What deciding who may use which target costs, with 500 rules beside the catalogue's and 50 targets.</summary>
[Config(typeof(InProcessConfig))]
public class AccessBenchmarks
{
    private const int Rules = 500;
    private const int Targets = 50;
    private static readonly string[] Countries = ["CN", "DE", "US", "RU", "FR", "JP", "BR", "IN"];

    private readonly CallerAttributes _registered = new()
    {
        Country = "DE", OrgCountry = "FR", Owners = [new("FR", 60), new("US", 40)], Audience = Audience.Internal, Group = "group-3", DataClass = "class-1",
    };

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly AccessDecision[] _decisions = new AccessDecision[Targets];
    private readonly int[] _places = [.. Enumerable.Range(0, Targets)];
    private AccessPolicy _policy = null!;

    [GlobalSetup]
    public void Compile()
    {
        var provider = ProviderRegistry.ByName["openai"];
        var targets = Enumerable.Range(0, Targets).Select(i => new TargetModel(
            new UpstreamModel { Name = $"upstream-{i}", Fingerprint = $"{i}", Config = new UpstreamConfig { Provider = "openai" }, Provider = provider, BaseUrl = provider.BaseUrl, Credential = null, Headers = [] },
            $"model-{i}",
            Weight: 1));
        var rules = Enumerable.Range(0, Rules).Select(i => new AccessRuleEntry
        {
            Effect = i % 10 == 0 ? AccessEffect.Allow : AccessEffect.Deny,
            Models = i % 3 == 0 ? [$"model-{i % Targets}"] : ["model-*"],
            Country = i % 2 == 0 ? [Countries[i % 8], Countries[(i + 3) % 8]] : [],
            OwnedBy = i % 5 == 0 ? [Countries[i % 8]] : [],
            Groups = i % 4 == 0 ? [$"group-{i % 16}"] : [],
            DataClasses = i % 7 == 0 ? [$"class-{i % 5}"] : [],
            Audience = i % 6 == 0 ? Audience.Public : null,
            From = new DateTime(2026, 1, 1).AddDays(i),
            Unknown = AccessUnknown.Allow,
            Reason = "A rule to measure with.",
        });
        var config = new AccessConfig { Rules = [.. rules] };
        _policy = new AccessPolicy(AccessDesk.RulesOf(config), targets, config);
    }

    /// <summary>A request: all targets of a long route at once.</summary>
    [Benchmark]
    public bool AllTargets()
    {
        _policy.Decide(_registered, _now, _places, _decisions);
        return _decisions[0].IsAllowed;
    }

    /// <summary>One target.</summary>
    [Benchmark]
    public bool OneTarget()
    {
        _policy.Decide(_registered, _now, _places.AsSpan(7, 1), _decisions);
        return _decisions[0].IsAllowed;
    }

    /// <summary>All targets for a caller of whom nothing is known.</summary>
    [Benchmark]
    public bool AllTargetsForAnUnknownCaller()
    {
        _policy.Decide(CallerAttributes.Unknown, _now, _places, _decisions);
        return _decisions[0].IsAllowed;
    }
}
