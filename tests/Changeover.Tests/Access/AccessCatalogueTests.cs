using Changeover.Access;
using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Access;

/// <summary>What is shipped can be used, and is told where from and how sure it is.</summary>
public sealed class AccessCatalogueTests
{
    [Fact]
    public void Every_rule_can_be_decided_by_and_has_an_id_of_its_own()
    {
        var sets = AccessDesk.SetsOf(new AccessConfig());
        Assert.Distinct(AccessCatalogue.Shipped.Rules.Select(rule => AccessRuleReader.Read(rule, sets, isOwn: false).Id));
    }

    [Fact]
    public void Every_rule_and_every_list_names_its_source_its_day_and_its_confidence()
    {
        Assert.All(AccessCatalogue.Shipped.Rules, rule => Assert.True(
            rule is { Id.Length: > 3, Reason.Length: > 20, Confidence: not (null or AccessConfidence.Own) } && rule.SeenOn > new DateOnly(2026, 9, 1) && Uri.IsWellFormedUriString(rule.Source, UriKind.Absolute), rule.Id));
        Assert.All(AccessCatalogue.Shipped.Sets, set => Assert.True(
            set.Confidence != AccessConfidence.Own && set.SeenOn > new DateOnly(2026, 9, 1) && Uri.IsWellFormedUriString(set.Source, UriKind.Absolute), set.Name));
    }

    [Fact]
    public void Lists_hold_each_country_once_in_order() =>
        Assert.All(AccessCatalogue.Shipped.Sets, set =>
        {
            Assert.All(set.Countries, country => Assert.True(global::Changeover.Gateway.Policy.CountryCode.IsOne(country), country));
            Assert.Equal(set.Countries.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), set.Countries);
        });

    [Theory]
    [InlineData("openai-supported", 189, "US DE JP TW AE SA VN", "CN HK MO RU BY KP IR SY CU")]
    [InlineData("anthropic-supported", 179, "US DE JP TW SG", "CN HK MO RU BY KP IR SY CU VE")]
    [InlineData("gemini-supported", 223, "US DE JP TW SG AD", "CN HK MO RU BY KP IR SY CU")]
    [InlineData("eu", 27, "DE FR IE", "GB CH NO")]
    public void A_list_holds_the_countries_that_its_source_names(string name, int count, string some, string none)
    {
        var set = AccessCatalogue.Shipped.Sets.Single(set => set.Name == name);
        Assert.Subset(set.Countries.ToHashSet(StringComparer.Ordinal), some.Split(' ').ToHashSet(StringComparer.Ordinal));
        Assert.Empty(set.Countries.Intersect(none.Split(' '), StringComparer.Ordinal));
        Assert.Equal(count, set.Countries.Count);
    }
}
