using Changeover.Keys;
using Changeover.Keys.Limits;

namespace Changeover.Tests.Keys.Limits;

/// <summary>Which counters a request moves.</summary>
public sealed class LimitBookTests
{
    private static readonly Limit Budget = Limit.Parse("25 USD per month")!;
    private static readonly Limit Rate = Limit.Parse("60 requests per minute")!;
    private static readonly Caller Ann = new("k_1", "ann", null);

    [Fact]
    public void A_rule_concerns_whom_it_names()
    {
        var book = Book(("a", new LimitRuleConfig { Owners = ["ann"], Routes = ["gpt"], Per = LimitScope.Owner, Allow = [Budget, Rate] }));
        Assert.Equal(["a|USD/month|owner=ann", "a|requests/minute|owner=ann"], Ids(book, Ann, "gpt"));
        Assert.Empty(Ids(book, Ann, "other"));
        Assert.Empty(Ids(book, new Caller("k_2", "bob", null), "gpt"));
        Assert.Empty(Ids(book, Caller.Open, "gpt"));
    }

    [Theory]
    [InlineData(LimitScope.Key, "key=k_1")]
    [InlineData(LimitScope.Owner, "owner=ann")]
    [InlineData(LimitScope.Route, "route=gpt")]
    [InlineData(LimitScope.All, "all")]
    public void Each_scope_has_its_counters(LimitScope per, string partition) =>
        Assert.Equal(["r|USD/month|" + partition], Ids(Book(("r", new LimitRuleConfig { Per = per, Allow = [Budget] })), Ann, "gpt"));

    [Fact]
    public void A_budget_is_filled_from_the_spending_of_those_who_share_it()
    {
        var rule = new LimitRuleConfig { Owners = ["ann", "bob"], Per = LimitScope.Key, Allow = [Budget] };
        var filter = Assert.Single(Book(("r", rule)).For(Ann, "gpt")).Filter;
        Assert.Equal(["k_1"], filter.Keys!);
        Assert.Equal(["ann", "bob"], filter.Owners!);
        Assert.Null(filter.Routes);
    }

    [Fact]
    public void What_a_key_brings_along_holds_beside_the_rules_and_may_change_under_the_same_snapshot()
    {
        var book = Book(("all", new LimitRuleConfig { Per = LimitScope.All, Allow = [Rate] }));
        Assert.Equal(["all|requests/minute|all", "key|USD/month|key=k_1"], Ids(book, Ann with { Limits = new LimitRuleConfig { Allow = [Budget] } }, "gpt"));
        Assert.Equal(["all|requests/minute|all", "key|streams|key=k_1"], Ids(book, Ann with { Limits = new LimitRuleConfig { Allow = [Limit.Parse("8 streams")!] } }, "gpt"));
    }

    [Fact]
    public void An_amount_that_changes_leaves_the_counter_the_same() => Assert.Equal(
        Ids(Book(("r", new LimitRuleConfig { Allow = [Budget] })), Ann, "gpt"),
        Ids(Book(("r", new LimitRuleConfig { Allow = [Budget with { Amount = 1 }] })), Ann, "gpt"));

    private static LimitBook Book(params (string Name, LimitRuleConfig Rule)[] rules) => new(rules.ToDictionary(rule => rule.Name, rule => rule.Rule, StringComparer.Ordinal));

    private static string[] Ids(LimitBook book, Caller caller, string route) => [.. book.For(caller, route).Select(counter => counter.Id)];
}
