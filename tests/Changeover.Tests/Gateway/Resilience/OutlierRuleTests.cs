using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Resilience;

public sealed class OutlierRuleTests
{
    private static readonly OutlierConfig Config = new() { AtLeast = 20, FailuresAbove = 0.25, TimesSlower = 4 };

    [Theory]
    [InlineData(20, 6, 0, OutlierRule.Fails)] // 0.30 against 0
    [InlineData(20, 4, 0, null)] // 0.20 against 0
    [InlineData(20, 8, 4, null)] // all have trouble: 0.40 against 0.20
    [InlineData(20, 10, 4, OutlierRule.Fails)]
    [InlineData(19, 19, 0, null)] // too little is known
    public void Whoever_fails_more_often_than_its_peers_is_one(int attempts, int failures, int peersFailures, string? reason) =>
        Assert.Equal(reason, OutlierRule.Reason(new PeerReading(attempts, failures, null), [new PeerReading(20, peersFailures, null)], Config));

    [Theory]
    [InlineData(4.1, OutlierRule.Slow)]
    [InlineData(4.0, null)]
    [InlineData(0.1, null)]
    public void Whoever_is_slower_than_its_peers_is_one(double seconds, string? reason) =>
        Assert.Equal(reason, OutlierRule.Reason(Reading(seconds), [Reading(1)], Config));

    [Fact]
    public void One_peer_that_is_far_off_itself_does_not_count() =>
        Assert.Equal(OutlierRule.Slow, OutlierRule.Reason(Reading(10), [Reading(1), Reading(1), Reading(100)], Config));

    [Fact]
    public void Without_peers_of_whom_something_is_known_there_is_none() =>
        Assert.Null(OutlierRule.Reason(new PeerReading(100, 100, TimeSpan.FromHours(1)), [new PeerReading(19, 0, TimeSpan.FromSeconds(1))], Config));

    [Fact]
    public void A_target_knows_its_attempts_of_about_the_last_window()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var health = new TargetHealth(new BreakerConfig { Window = TimeSpan.FromSeconds(30) });
        health.Succeeded(start, null);
        health.Failed(start, ErrorClass.Server, null);
        health.Failed(start + TimeSpan.FromSeconds(15), ErrorClass.Server, null);
        Assert.Equal(new PeerReading(3, 2, null), health.ReadingAt(start + TimeSpan.FromSeconds(29)));
        Assert.Equal(new PeerReading(1, 1, null), health.ReadingAt(start + TimeSpan.FromSeconds(30)));
        Assert.Equal(default, health.ReadingAt(start + TimeSpan.FromSeconds(60)));
    }

    private static PeerReading Reading(double seconds) => new(20, 0, TimeSpan.FromSeconds(seconds));
}
