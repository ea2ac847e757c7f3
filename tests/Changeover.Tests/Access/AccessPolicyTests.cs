using Changeover.Access;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Access;

/// <summary>How rules work together.</summary>
public sealed class AccessPolicyTests
{
    private static readonly DateTimeOffset Now = Sample.At("2026-11-24T12:00Z");
    private static readonly TargetModel Small = Sample.Target("openai", "gpt-4o-mini", region: "us-east");
    private static readonly TargetModel Large = Sample.Target("openai", "gpt-4o", region: "eu-west");

    [Fact]
    public void What_no_rule_speaks_of_is_allowed_and_names_no_rule() =>
        Assert.Equal(AccessDecision.Open, Decide([Rule("other", AccessEffect.Deny) with { Models = ["claude-*"] }], CallerAttributes.Unknown));

    [Fact]
    public void A_deny_beats_an_allow_however_specific_the_allow_is()
    {
        var decision = Decide([Rule("narrow", AccessEffect.Allow) with { Upstreams = ["openai"], Models = ["gpt-4o-mini"], Country = ["DE"] }, Rule("wide", AccessEffect.Deny)], Sample.From("DE"));
        Assert.Equal((false, "wide"), (decision.IsAllowed, decision.Rule!.Id));
    }

    [Fact]
    public void The_most_specific_rule_is_named()
    {
        AccessRuleEntry[] rules =
        [
            Rule("everything", AccessEffect.Deny), Rule("provider", AccessEffect.Deny) with { Providers = ["openai"] }, Rule("models", AccessEffect.Deny) with { Models = ["gpt-*"] },
            Rule("model", AccessEffect.Deny) with { Models = ["gpt-4o-mini"] }, Rule("upstream", AccessEffect.Deny) with { Upstreams = ["openai"] },
        ];
        for (var left = rules.Length; left > 0; left--)
        {
            Assert.Equal(rules[left - 1].Id, Decide(rules[..left], CallerAttributes.Unknown).Rule!.Id);
        }
    }

    [Fact]
    public void A_target_with_rules_of_allow_is_for_those_whom_they_name()
    {
        AccessRuleEntry[] rules = [Rule("research", AccessEffect.Allow) with { Groups = ["research"] }, Rule("house", AccessEffect.Allow) with { Country = ["DE"] }];
        Assert.Equal((true, "research"), Verdict(Decide(rules, new() { Group = "research", Country = "US" })));
        Assert.Equal((true, "house"), Verdict(Decide(rules, new() { Group = "sales", Country = "DE" })));
        Assert.False(Decide(rules, new() { Group = "sales", Country = "US" }).IsAllowed);
    }

    [Fact]
    public void An_own_rule_of_allow_does_not_open_what_the_catalogue_keeps_to_a_few()
    {
        var china = Sample.Target("azure-openai", "gpt-4o", "https://house.openai.azure.cn/openai/v1/");
        var policy = Sample.Policy(new AccessConfig { Rules = [Rule("mine", AccessEffect.Allow)] }, china);
        Assert.Equal((false, "azure-china-21vianet"), Verdict(policy.Decide(new() { OrgCountry = "DE" }, Now, china)));
    }

    [Theory]
    [InlineData(AccessEffect.Deny, AccessUnknown.Deny, false)]
    [InlineData(AccessEffect.Deny, AccessUnknown.Allow, true)]
    [InlineData(AccessEffect.Allow, AccessUnknown.Deny, false)]
    [InlineData(AccessEffect.Allow, AccessUnknown.Allow, true)]
    public void What_is_unknown_decides_as_the_rule_says_and_the_decision_tells(AccessEffect effect, AccessUnknown unknown, bool allowed)
    {
        var decision = Decide([Rule("asks", effect) with { Country = ["CN"], Unknown = unknown }], CallerAttributes.Unknown);
        Assert.Equal(allowed, decision.IsAllowed);
        Assert.Equal(decision.Rule is not null, decision.ByDefault);
    }

    [Fact]
    public void Closed_is_the_default() => Assert.False(Decide([Rule("asks", AccessEffect.Deny) with { OwnedBy = ["CN"] }], CallerAttributes.Unknown).IsAllowed);

    [Fact]
    public void What_surely_does_not_fit_is_not_asked_further() =>
        Assert.True(Decide([Rule("asks", AccessEffect.Deny) with { Country = ["CN"], Audience = Audience.Public }], Sample.From("DE")).IsAllowed);

    [Theory]
    [InlineData("US:60,CN:40", false)]
    [InlineData("US:80,CN:20", true)]
    [InlineData("US:75,CN:25", true)]
    [InlineData("CN:10", false)]
    public void Shares_add_up_and_the_rest_is_unknown(string owners, bool allowed) =>
        Assert.Equal(allowed, Decide([Rule("owners", AccessEffect.Deny) with { OwnedBy = ["CN"], OwnedAbove = 25 }], new() { Owners = [.. owners.Split(',').Select(text => OwnerShare.Parse(text)!.Value)] }).IsAllowed);

    [Fact]
    public void A_requirement_that_the_target_does_not_meet_forbids_it_and_one_it_meets_binds()
    {
        AccessRuleEntry[] rules = [Rule("home", AccessEffect.Require) with { DataClasses = ["personal"], Require = new() { Regions = ["eu-*"], NoStore = true } }];
        var policy = Sample.Policy(rules, Small, Large);
        var caller = new CallerAttributes { DataClass = "personal" };
        Assert.Equal((false, "home"), Verdict(policy.Decide(caller, Now, Small)));
        Assert.True(policy.Decide(caller, Now, Large) is { IsAllowed: true, NoStore: true, Rule.Id: "home" });
        Assert.Equal(AccessDecision.Open, policy.Decide(caller with { DataClass = "open" }, Now, Small));
    }

    [Fact]
    public void An_upstream_without_a_region_meets_no_requirement_of_one()
    {
        var somewhere = Sample.Target("openai", "gpt-4o");
        Assert.False(Sample.Policy([Rule("home", AccessEffect.Require) with { Require = new() { Regions = ["*"] } }], somewhere).Decide(CallerAttributes.Unknown, Now, somewhere).IsAllowed);
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00:00Z")] // 02:00 to 03:00 does not exist on that day
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z")] // exists twice: the first
    [InlineData("2026-11-24T00:00", "Asia/Shanghai", "2026-11-23T16:00:00Z")]
    [InlineData("2026-11-24T00:00", "America/Los_Angeles", "2026-11-24T08:00:00Z")]
    public void A_rule_begins_at_the_first_instant_that_its_clock_shows(string from, string zone, string instant)
    {
        var begins = Sample.At(instant);
        var policy = Sample.Policy([Rule("dated", AccessEffect.Deny) with { From = DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Zone = zone }], Small);
        Assert.True(policy.Decide(CallerAttributes.Unknown, begins.AddTicks(-1), Small).IsAllowed);
        Assert.False(policy.Decide(CallerAttributes.Unknown, begins, Small).IsAllowed);
        Assert.Equal(begins, policy.NextChange(begins.AddTicks(-1)));
        Assert.Null(policy.NextChange(begins));
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var policy = Sample.Policy(new AccessConfig(), Small, Large);
        var caller = new CallerAttributes { Country = "CN", Owners = [new("CN", 40), new("US", 60)], Group = "a", DataClass = "b", Audience = Audience.Public };
        int[] places = [policy.PlaceOf(Small), policy.PlaceOf(Large)];
        var decisions = new AccessDecision[2];
        Assert.Equal(0, Allocations.Least(() => policy.Decide(caller, Now, places, decisions)));
        Assert.False(decisions[1].IsAllowed);
    }

    private static AccessRuleEntry Rule(string id, AccessEffect effect) => new() { Id = id, Effect = effect, Reason = "A test." };

    private static AccessDecision Decide(AccessRuleEntry[] rules, CallerAttributes caller) => Sample.Policy(rules, Small, Large).Decide(caller, Now, Small);

    private static (bool, string?) Verdict(AccessDecision decision) => (decision.IsAllowed, decision.Rule?.Id);
}
