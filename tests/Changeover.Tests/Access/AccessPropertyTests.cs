using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using CsCheck;

namespace Changeover.Tests.Access;

/// <summary>What holds for any rules.</summary>
public sealed class AccessPropertyTests
{
    private static readonly DateTimeOffset Day = Sample.At("2026-11-24T00:00Z");
    private static readonly TargetModel[] Targets =
    [
        Sample.Target("openai", "gpt-4o", region: "us"), Sample.Target("openai", "gpt-4o-mini", upstream: "second", region: "eu"), Sample.Target("anthropic", "claude-opus-5"), Sample.Target("dashscope", "qwen-max", region: "cn"),
    ];

    private static readonly Gen<IReadOnlyList<string>> Countries = Some("DE", "CN", "US", "@eu");

    private static readonly Gen<AccessRuleEntry> Rules =
        from effect in Gen.Enum<AccessEffect>()
        from target in Gen.Select(Some("openai", "anthropic", "*"), Some("gpt-4o", "gpt-*", "qwen-max"), Some("openai", "second"))
        from country in Gen.Select(Countries, Countries)
        from seat in Countries
        from owners in Gen.Select(Countries, Gen.OneOf(25m, 50m))
        from names in Gen.Select(Some("a", "b"), Some("x", "y"))
        from audience in Gen.OneOf<Audience?>(null, null, Audience.Public, Audience.Internal)
        from days in Gen.Int[-2, 2].Array[2]
        from unknown in Gen.Enum<AccessUnknown>()
        from region in Gen.OneOf("us", "*")
        select new AccessRuleEntry
        {
            Effect = effect,
            Providers = target.Item1,
            Models = target.Item2,
            Upstreams = target.Item3,
            Country = country.Item1,
            CountryNot = country.Item1.Count > 0 ? [] : country.Item2,
            OrgCountry = seat,
            OwnedBy = owners.Item1,
            OwnedAbove = owners.Item1.Count > 0 ? owners.Item2 : null,
            Groups = names.Item1,
            DataClasses = names.Item2,
            Audience = audience,
            From = days[0] == -2 ? null : Day.UtcDateTime.AddDays(Math.Min(days[0], days[1])),
            To = days[1] == 2 ? null : Day.UtcDateTime.AddDays(Math.Max(days[0], days[1]) + 1),
            Require = effect == AccessEffect.Require ? new() { Regions = [region], NoStore = true } : null,
            Unknown = unknown,
            Reason = "A test.",
        };

    private static readonly Gen<CallerAttributes> Callers =
        from countries in Gen.OneOf<string?>(null, "DE", "CN", "US", "FR").Array[2]
        from owners in Gen.OneOf<IReadOnlyList<OwnerShare>?>(null, [new("CN", 40)], [new("CN", 60), new("US", 40)], [new("FR", 100)])
        from names in Gen.Select(Gen.OneOf<string?>(null, "a", "c"), Gen.OneOf<string?>(null, "x", "z"))
        from audience in Gen.OneOf<Audience?>(null, Audience.Public, Audience.Internal)
        select new CallerAttributes { Country = countries[0], OrgCountry = countries[1], Owners = owners, Group = names.Item1, DataClass = names.Item2, Audience = audience };

    private static readonly Gen<DateTimeOffset> Instants = Gen.Int[-80, 80].Select(hours => Day.AddHours(hours));

    private static readonly Gen<AccessRuleEntry[]> Books = Rules.Array[0, 90].Select(rules => rules.Select((rule, i) => rule with { Id = $"r{i}" }).ToArray());

    [Fact]
    public void A_further_deny_never_allows_more() =>
        Gen.Select(Books, Rules, Callers, Instants).Sample((book, rule, caller, at) =>
        {
            var before = Sample.Policy(book, Targets);
            var after = Sample.Policy([.. book, rule with { Id = "further", Effect = AccessEffect.Deny, Require = null }], Targets);
            return Targets.All(target => before.Decide(caller, at, target).IsAllowed || !after.Decide(caller, at, target).IsAllowed);
        });

    [Fact]
    public void The_same_rules_decide_the_same_on_every_node_in_whatever_order_they_came() =>
        Gen.Select(Books, Callers, Instants, Gen.Int).Sample((book, caller, at, seed) =>
        {
            var shuffled = book.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (Sample.Policy(book, Targets), Sample.Policy(shuffled, [.. Targets.Reverse()]));
            return Targets.All(target => one.Decide(caller, at, target) == other.Decide(caller, at, target));
        });

    [Fact]
    public void The_index_decides_as_a_reading_of_each_rule_does() =>
        Gen.Select(Books, Callers, Instants).Sample((book, caller, at) =>
        {
            var policy = Sample.Policy(book, Targets);
            return Targets.All(target => policy.Decide(caller, at, target).IsAllowed == PlainReading.Allows(policy.Rules, caller, at, target));
        });

    [Fact]
    public void Nothing_changes_between_two_changes() =>
        Gen.Select(Books, Callers, Instants).Sample((book, caller, at) =>
        {
            var policy = Sample.Policy(book, Targets);
            var last = (policy.NextChange(at) ?? at.AddYears(1)).AddTicks(-1);
            return Targets.All(target => policy.Decide(caller, at, target) == policy.Decide(caller, last, target));
        });

    private static Gen<IReadOnlyList<string>> Some(params string[] names) =>
        Gen.Int[0, names.Length * 2].Select(i => (IReadOnlyList<string>)(i < names.Length ? [names[i]] : []));
}
