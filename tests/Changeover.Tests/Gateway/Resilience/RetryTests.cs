using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Resilience;

public sealed class RetryTests
{
    private static readonly RetryConfig Config = new() { Backoff = TimeSpan.FromMilliseconds(200), MaxBackoff = TimeSpan.FromSeconds(5) };
    private static readonly RouteConfig Route = new() { Targets = [] };

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(3, 800)]
    [InlineData(10, 5000)]
    [InlineData(1000, 5000)]
    public void The_pause_doubles_up_to_its_bound(int tries, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Backoff.Before(Config, tries, retryAfter: null, chance: 1));

    [Fact]
    public void The_pause_has_full_jitter() =>
        Assert.Equal(TimeSpan.FromMilliseconds(50), Backoff.Before(Config, 1, retryAfter: null, chance: 0.25));

    [Fact]
    public void Retry_After_is_honoured_when_it_is_longer() =>
        Assert.InRange(Backoff.Before(Config, 1, TimeSpan.FromSeconds(3), chance: 0)!.Value, TimeSpan.FromSeconds(3.01), TimeSpan.FromSeconds(3.05)); // never too early

    [Fact]
    public void A_Retry_After_beyond_the_bound_means_no_retry_here() =>
        Assert.Null(Backoff.Before(Config, 1, TimeSpan.FromSeconds(6), chance: 0));

    [Fact]
    public void A_spent_retry_budget_refuses_until_requests_have_earned_it_again()
    {
        var budget = new RetryBudget(share: 0.2, burst: 2);
        Assert.True(budget.TrySpend());
        Assert.True(budget.TrySpend());
        Assert.False(budget.TrySpend());
        for (var request = 0; request < 4; request++)
        {
            budget.Earn();
        }

        Assert.False(budget.TrySpend());
        budget.Earn();
        Assert.True(budget.TrySpend());
        Assert.False(budget.TrySpend());
    }

    [Theory]
    [InlineData(ErrorClass.BadRequest, NextStep.Answer)]
    [InlineData(ErrorClass.ContentFilter, NextStep.Answer)]
    [InlineData(ErrorClass.RateLimited, NextStep.Retry)]
    [InlineData(ErrorClass.Overloaded, NextStep.Retry)]
    [InlineData(ErrorClass.Server, NextStep.Retry)]
    [InlineData(ErrorClass.Timeout, NextStep.NextTarget)]
    [InlineData(ErrorClass.RegionBlocked, NextStep.NextTarget)]
    [InlineData(ErrorClass.QuotaExhausted, NextStep.NextTarget)]
    [InlineData(ErrorClass.Auth, NextStep.NextTarget)]
    [InlineData(ErrorClass.Permission, NextStep.NextTarget)]
    [InlineData(ErrorClass.ModelMissing, NextStep.NextTarget)]
    [InlineData(ErrorClass.ContextLength, NextStep.NextTarget)]
    public void Each_error_class_has_its_next_step(ErrorClass failure, NextStep expected) =>
        Assert.Equal(expected, FallbackRule.After(failure, mustWait: false, isLast: false, Route));

    [Fact]
    public void A_content_filter_falls_back_only_when_the_route_says_so() =>
        Assert.Equal(NextStep.NextTarget, FallbackRule.After(ErrorClass.ContentFilter, mustWait: false, isLast: true, Route with { FallBackOnContentFilter = true }));

    [Theory]
    [InlineData(ErrorClass.RateLimited)]
    [InlineData(ErrorClass.Overloaded)]
    public void A_providers_pause_is_sat_out_only_when_no_other_target_is_left(ErrorClass failure)
    {
        Assert.Equal(NextStep.NextTarget, FallbackRule.After(failure, mustWait: true, isLast: false, Route));
        Assert.Equal(NextStep.Retry, FallbackRule.After(failure, mustWait: true, isLast: true, Route));
    }

    [Theory]
    [InlineData(ErrorClass.BadRequest)]
    [InlineData(ErrorClass.ContentFilter)]
    public void The_clients_own_failure_is_its_answer_whatever_the_provider_says_of_waiting(ErrorClass failure) =>
        Assert.Equal(NextStep.Answer, FallbackRule.After(failure, mustWait: true, isLast: false, Route));
}
