using Changeover.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A target that fails is left alone, then asked once; the clock is the test's.</summary>
public sealed class The_circuit
{
    private const string OneTry = "    retry: {attempts: 1}\n";
    private const string Breaker = "    breaker: {failures: 3, open_for: 15s}\n";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_and_lets_one_probe_through_that_closes_it()
    {
        await using var gateway = await StartAsync();
        await FailAsync(gateway, times: 3);
        using var refused = await gateway.ChatAsync();
        Assert.Equal("no_target_available", (await ErrorAnswer.ReadAsync(refused)).Code);
        Assert.Equal(15, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(3, gateway.First.Journal.Received);

        _time.Advance(TimeSpan.FromSeconds(15));
        gateway.First.Faults.Clear();
        gateway.First.Behaviour = gateway.First.Behaviour with { FirstTokenDelayMs = 1500 };
        var probing = gateway.ChatAsync();
        await gateway.First.Journal.WaitForAsync(4, Cancellation);
        var others = Enumerable.Range(0, 50).Select(_ => gateway.ChatAsync()).ToList();
        using var probe = await probing;
        Assert.Equal(200, (int)probe.StatusCode);
        foreach (var other in await Task.WhenAll(others))
        {
            // There is nobody else, and what comes of the probe is soon known: they wait for it.
            Assert.Equal(200, (int)other.StatusCode);
            other.Dispose();
        }

        Assert.Equal(54, gateway.First.Journal.Received);
        gateway.First.Behaviour = gateway.First.Behaviour with { FirstTokenDelayMs = 0 };
        using var after = await gateway.ChatAsync();
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Fact]
    public async Task Whoever_waits_for_a_probe_that_fails_is_refused_like_all_others()
    {
        await using var gateway = await StartAsync();
        await FailAsync(gateway, times: 3);
        _time.Advance(TimeSpan.FromSeconds(15));
        gateway.First.Faults.Set(new FaultPlan("stall_before_content") { Parameters = new() { ["ms"] = 700 } });
        var probing = gateway.ChatAsync(stream: true);
        await gateway.First.Journal.WaitForAsync(4, Cancellation);
        foreach (var other in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => gateway.ChatAsync())))
        {
            Assert.Equal("no_target_available", (await ErrorAnswer.ReadAsync(other)).Code);
            other.Dispose();
        }

        (await probing).Dispose();
        Assert.Equal(4, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task Stays_open_twice_as_long_after_a_failed_probe()
    {
        await using var gateway = await StartAsync();
        await FailAsync(gateway, times: 3);
        _time.Advance(TimeSpan.FromSeconds(15));
        await FailAsync(gateway, times: 1);
        gateway.First.Faults.Clear();

        _time.Advance(TimeSpan.FromSeconds(29));
        using var early = await gateway.ChatAsync();
        Assert.Equal(503, (int)early.StatusCode);
        _time.Advance(TimeSpan.FromSeconds(1));
        using var late = await gateway.ChatAsync();
        Assert.Equal(200, (int)late.StatusCode);
        Assert.Equal(5, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task A_blocked_region_keeps_every_model_of_the_upstream_away_for_ten_minutes()
    {
        await using var gateway = await StartAsync(more: "  other:\n    targets: [provider-1/model-9]\n");
        using var warm = await gateway.ChatAsync(model: "other");
        gateway.First.Faults.Set("region_block");
        using var blocked = await gateway.ChatAsync();
        Assert.Equal("upstream_region_blocked", (await ErrorAnswer.ReadAsync(blocked)).Code);
        gateway.First.Faults.Clear();

        using var other = await gateway.ChatAsync(model: "other");
        Assert.Equal("no_target_available", (await ErrorAnswer.ReadAsync(other)).Code);
        Assert.Equal(600, other.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal(2, gateway.First.Journal.Received);

        _time.Advance(TimeSpan.FromMinutes(10));
        using var again = await gateway.ChatAsync(model: "other");
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Fact]
    public async Task A_missing_model_keeps_only_itself_away()
    {
        await using var gateway = await StartAsync(more: "  other:\n    targets: [provider-1/model-9]\n");
        gateway.First.Behaviour = gateway.First.Behaviour with { StrictModels = true, Models = ["model-9"] };
        using var missing = await gateway.ChatAsync();
        using var other = await gateway.ChatAsync(model: "other");

        Assert.Equal("upstream_model_missing", (await ErrorAnswer.ReadAsync(missing)).Code);
        Assert.Equal(200, (int)other.StatusCode);
    }

    private Task<GatewayUnderTest> StartAsync(string more = "") => GatewayUnderTest.StartAsync(providers: 1, OneTry, Breaker, more, time: _time);

    private static async Task FailAsync(GatewayUnderTest gateway, int times)
    {
        gateway.First.Faults.Set("internal_error");
        for (var time = 0; time < times; time++)
        {
            using var response = await gateway.ChatAsync();
            Assert.Equal("upstream_failed", (await ErrorAnswer.ReadAsync(response)).Code);
        }
    }
}
