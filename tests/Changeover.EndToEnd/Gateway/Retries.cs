using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Second tries at the same target: when, how long after, and how many in all.</summary>
public sealed class Retries
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)] // a date has whole seconds: between one and two from now
    public async Task Wait_as_long_as_the_provider_says(int seconds, bool asDate)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.First.Faults.Set(new FaultPlan("rate_limited") { Count = 1, Parameters = new() { ["retry_after"] = seconds, ["as_date"] = asDate } });
        using var response = await gateway.ChatAsync();

        Assert.Equal(200, (int)response.StatusCode);
        var entries = gateway.First.Journal.Entries;
        Assert.Equal(2, entries.Count);
        Assert.InRange(entries[1].ReceivedAt - entries[0].EndedAt!.Value, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(4));
        Assert.Equal(2, gateway.Record().Attempts.Count);
    }

    [Fact]
    public async Task Go_to_the_next_target_at_once_instead_where_there_is_one()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(new FaultPlan("rate_limited") { Parameters = new() { ["retry_after"] = 4 } });
        using var response = await gateway.ChatAsync();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["provider-1", "provider-2"], gateway.Record().Attempts.Select(attempt => attempt.Upstream));
        Assert.True(gateway.Record().Duration < TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Tell_the_client_to_wait_where_the_provider_asks_for_longer_than_the_route_does()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.First.Faults.Set(new FaultPlan("rate_limited") { Parameters = new() { ["retry_after"] = 77 } });
        using var first = await gateway.ChatAsync();
        using var second = await gateway.ChatAsync();

        Assert.Equal("rate_limit_exceeded", (await ErrorAnswer.ReadAsync(first)).Code);
        Assert.Equal("no_target_available", (await ErrorAnswer.ReadAsync(second)).Code);
        Assert.Equal(77, first.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 77);
        Assert.Equal(1, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task Do_not_grow_into_a_storm()
    {
        const int Requests = 100;
        await using var gateway = await GatewayUnderTest.StartAsync(
            providers: 1, route: "    retry: {attempts: 3, backoff: 0s}\n", upstream: "    breaker: {failures: 10000}\n");
        gateway.First.Faults.Set("internal_error");
        for (var request = 0; request < Requests; request++)
        {
            using var response = await gateway.ChatAsync();
            Assert.Equal("upstream_failed", (await ErrorAnswer.ReadAsync(response)).Code);
        }

        // Twenty that were saved up, and a fifth of the requests; without a budget it would be 300.
        await gateway.First.Journal.WaitForEndedAsync(Requests + 20, Cancellation);
        Assert.InRange(gateway.First.Journal.Received, Requests + 20, Requests + 20 + (Requests / 5));
    }
}
