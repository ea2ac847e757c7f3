namespace Changeover.EndToEnd.Gateway;

/// <summary>Who is asked first.</summary>
public sealed class Strategies
{
    [Fact]
    public async Task Weights_share_the_traffic_out_and_a_weight_of_zero_waits_for_the_others_to_fail()
    {
        const int Requests = 200;
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 3, route: "    strategy: weighted\n");
        gateway.Reconfigure(text => text
            .Replace("- provider-1/model-1", "- {target: provider-1/model-1, weight: 3}", StringComparison.Ordinal)
            .Replace("- provider-3/model-3", "- {target: provider-3/model-3, weight: 0}", StringComparison.Ordinal));
        for (var request = 0; request < Requests; request++)
        {
            using var response = await gateway.ChatAsync();
        }

        // Expected 150; the bounds are five standard deviations away.
        Assert.InRange(gateway.First.Journal.Received, 119, 181);
        Assert.Equal(Requests, gateway.First.Journal.Received + gateway.Second.Journal.Received);

        gateway.First.Faults.Set("region_block");
        gateway.Second.Faults.Set("region_block");
        using var last = await gateway.ChatAsync();
        Assert.Equal("provider-3/model-3", Assert.Single(last.Headers.GetValues("x-changeover-target")));
    }

    [Fact]
    public async Task The_fastest_is_asked_first_once_both_were_measured()
    {
        const int Requests = 60;
        await using var gateway = await GatewayUnderTest.StartAsync(route: "    strategy: latency\n");
        gateway.First.Behaviour = gateway.First.Behaviour with { FirstTokenDelayMs = 200 };
        for (var request = 0; request < Requests; request++)
        {
            using var response = await gateway.ChatAsync();
            Assert.Equal(200, (int)response.StatusCode);
        }

        // One request in twenty goes on measuring the slower one: three of sixty, more than fifteen once in ten million runs.
        Assert.InRange(gateway.First.Journal.Received, 1, 15);
    }
}
