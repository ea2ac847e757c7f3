using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Resilience;

public sealed class TargetHealthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BreakerConfig Config = new() { Failures = 3, FailureRatio = 0.5, OpenFor = TimeSpan.FromSeconds(10), QuarantineFor = TimeSpan.FromMinutes(10) };
    private readonly TargetHealth _health = new(Config);

    [Fact]
    public void Opens_after_the_configured_failures_and_not_before()
    {
        Fail(2);
        Assert.True(_health.TryEnter(Start, out _));
        Fail(1);
        Assert.False(_health.TryEnter(Start, out _));
        Assert.Equal(CircuitState.Open, _health.StateAt(Start));
    }

    [Fact]
    public void Stays_closed_while_most_attempts_succeed()
    {
        for (var i = 0; i < 20; i++)
        {
            _health.Succeeded(Start, firstContent: null);
        }

        Fail(9);
        Assert.Equal(CircuitState.Closed, _health.StateAt(Start));
    }

    [Fact]
    public void Lets_exactly_one_probe_through_and_closes_when_it_succeeds()
    {
        Fail(3);
        var later = Start + Config.OpenFor;
        Assert.True(_health.TryEnter(later, out _));
        Assert.False(_health.TryEnter(later, out _));
        _health.Succeeded(later, firstContent: null);
        Assert.True(_health.TryEnter(later, out _));
        Assert.True(_health.TryEnter(later, out _));
        Assert.Equal(CircuitState.Closed, _health.StateAt(later));
    }

    [Fact]
    public void A_probe_closes_the_circuit_at_its_first_content_and_whoever_waits_is_told()
    {
        Fail(3);
        var later = Start + Config.OpenFor;
        Assert.True(_health.TryEnter(later, out _));
        Assert.False(_health.MayEnter(later, out var probe));
        Assert.False(probe!.IsCompleted);
        _health.Answers();
        Assert.True(probe.IsCompleted);
        Assert.True(_health.TryEnter(later, out probe));
        Assert.Null(probe);
        Assert.Equal(CircuitState.Closed, _health.StateAt(later));
    }

    [Fact]
    public void Doubles_its_rest_when_the_probe_fails()
    {
        Fail(3);
        var probe = Start + Config.OpenFor;
        Assert.True(_health.TryEnter(probe, out _));
        _health.Failed(probe, ErrorClass.Server, retryAfter: null);
        Assert.Equal(probe + (2 * Config.OpenFor), _health.OpenUntil);
    }

    [Fact]
    public void A_probe_whose_client_went_away_leaves_room_for_the_next_probe()
    {
        Fail(3);
        var later = Start + Config.OpenFor;
        Assert.True(_health.TryEnter(later, out _));
        _health.Neutral();
        Assert.True(_health.TryEnter(later, out _));
    }

    [Theory]
    [InlineData(ErrorClass.RegionBlocked)]
    [InlineData(ErrorClass.QuotaExhausted)]
    [InlineData(ErrorClass.Auth)]
    [InlineData(ErrorClass.Permission)]
    [InlineData(ErrorClass.ModelMissing)]
    public void One_failure_that_no_retry_mends_is_enough_for_quarantine(ErrorClass failure)
    {
        _health.Failed(Start, failure, retryAfter: null);
        Assert.False(_health.TryEnter(Start + Config.QuarantineFor - TimeSpan.FromSeconds(1), out _));
        Assert.True(_health.TryEnter(Start + Config.QuarantineFor, out _));
    }

    [Fact]
    public void A_rate_limit_with_a_date_cools_down_without_opening_the_circuit()
    {
        for (var i = 0; i < 10; i++)
        {
            _health.Failed(Start, ErrorClass.RateLimited, TimeSpan.FromSeconds(4));
        }

        Assert.False(_health.TryEnter(Start + TimeSpan.FromSeconds(3), out _));
        Assert.True(_health.TryEnter(Start + TimeSpan.FromSeconds(4), out _));
        Assert.True(_health.TryEnter(Start + TimeSpan.FromSeconds(4), out _));
    }

    [Fact]
    public void Old_failures_are_forgotten_after_the_window()
    {
        Fail(2);
        _health.Failed(Start + Config.Window + TimeSpan.FromSeconds(1), ErrorClass.Server, retryAfter: null);
        Assert.Equal(CircuitState.Closed, _health.StateAt(Start + Config.Window + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Latency_is_unknown_until_measured_and_then_smoothed()
    {
        Assert.True(double.IsNaN(_health.FirstContentSeconds));
        _health.Succeeded(Start, TimeSpan.FromSeconds(1));
        _health.Succeeded(Start, TimeSpan.FromSeconds(2));
        Assert.Equal(1.2, _health.FirstContentSeconds, precision: 9);
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _health.Failed(Start, ErrorClass.Server, retryAfter: null);
        }
    }
}
