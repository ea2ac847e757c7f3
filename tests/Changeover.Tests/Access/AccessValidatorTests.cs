using Changeover.Gateway.Snapshot;
using Changeover.Tests.Gateway.Snapshot;

namespace Changeover.Tests.Access;

/// <summary>What <c>config check</c> says of rules.</summary>
public sealed class AccessValidatorTests
{
    private const string Head = SampleConfigs.Two + "\naccess:\n";
    private const string Deny = "    - {id: d, effect: deny, reason: r";

    [Theory]
    [InlineData("  country_header: X-Country", "access.country_header", "Nobody is trusted")]
    [InlineData("  defaults: {owned_by: [CN:60, US:50]}", "access.defaults.owned_by", "more than 100 %")]
    [InlineData("  defaults: {country: UK}", "access.defaults.country", "is no country")]
    [InlineData("  trusted_proxies: [here]", "access.trusted_proxies[0]", "is no network")]
    [InlineData("  rules:\n" + Deny + ", country: ['@nowhere']}", "access.rules[0]", "There is no list")]
    [InlineData("  rules:\n" + Deny + ", zone: Asia/Shangai}", "access.rules[0]", "no time zone")]
    [InlineData("  rules:\n" + Deny + ", from: 2026-11-24, to: 2026-11-24}", "access.rules[0]", "ends before it begins")]
    [InlineData("  rules:\n" + Deny + ", from: 24.11.2026}", "access.rules[0].from", "is no date")]
    [InlineData("  rules:\n" + Deny + ", country: [CN], country_not: [CN]}", "access.rules[0]", "No country fits")]
    [InlineData("  rules:\n" + Deny + ", owned_above: 10}", "access.rules[0]", "without `owned_by`")]
    [InlineData("  rules:\n" + Deny + ", require: {no_store: true}}", "access.rules[0]", "Only `effect: require`")]
    [InlineData("  rules:\n    - {effect: require, reason: r}", "access.rules[0]", "It requires nothing")]
    [InlineData("  rules:\n    - {id: openai-supported-countries, effect: deny, reason: r}", "access.rules[0].id", "another rule")]
    [InlineData("  rules:\n    - {id: Ü, effect: deny, reason: r}", "access.rules[0].id", "header")]
    [InlineData("  sets: {eu: [XX]}\n  rules:\n    - {effect: deny, reason: r, country: ['@eu'], country_not: ['@eu']}", "access.rules[0]", "No country fits")]
    public void A_rule_that_cannot_be_used_is_a_fault_with_its_line(string written, string path, string message)
    {
        var fault = Assert.Single(TestConfig.Read(Head + written, SampleConfigs.Environment).Faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.At.Line);
    }

    [Theory]
    [InlineData("  rules:\n" + Deny + ", models: [claude-*], country: [CN]}", "access.rules[0]", "concerns no target")]
    [InlineData("  rules:\n" + Deny + ", models: [org*], country: [CN, RU], unknown: allow}\n    - {id: a, effect: allow, reason: r, models: [org/model], country: [CN], unknown: allow}", "access.rules[1]", "never decides: d forbids")]
    [InlineData("  rules:\n    - {id: a, effect: allow, reason: r, upstreams: [openai], country: [CN, HK], unknown: allow}", "access.rules[0]", "never decides: openai-supported-countries forbids")]
    [InlineData("  rules:\n" + Deny + ", country: [CN], unknown: allow, to: 2026-01-01}", "access.rules[0]", "is over")]
    [InlineData("  rules:\n" + Deny + ", upstreams: [local]}", "routes.chat.targets[1]", "may not use it: d forbids it, also as a fallback")]
    [InlineData("  defaults: {country: CN}", "routes.chat.targets[0]", "openai-supported-countries forbids it")]
    [InlineData("  rules:\n" + Deny + "}", "routes.chat", "may use no target of it: d forbids openai/gpt-4o-mini")]
    public void A_rule_that_never_decides_and_a_target_that_nobody_may_use_are_warnings(string written, string path, string message)
    {
        var result = TestConfig.Read(Head + written, SampleConfigs.Environment);
        Assert.Empty(result.Faults);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal(path, warning.Path);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_rules_has_neither() => Assert.Empty(TestConfig.Read(SampleConfigs.Two, SampleConfigs.Environment).Warnings);
}
