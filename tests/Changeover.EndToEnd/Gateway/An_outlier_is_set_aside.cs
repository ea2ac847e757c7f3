using Microsoft.Extensions.Time.Testing;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A target that is far from the others of its route is tried last for a while.</summary>
public sealed class An_outlier_is_set_aside
{
    private const string Watched = "    breaker: {failures: 1000, window: 5m, outliers: {eject_for: 30s}}\n";
    private const string Alone = "    retry: {attempts: 1}\n  one: {targets: [provider-1/model-1], retry: {attempts: 1}}\n  two: {targets: [provider-2/model-2]}\n";

    [Fact]
    public async Task Whoever_fails_more_often_comes_last_until_its_time_is_over_and_longer_the_second_time()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var gateway = await GatewayUnderTest.StartAsync(route: Alone, upstream: Watched, time: time);
        await FailAsync(gateway);
        await AskAsync(gateway, "two", 20);
        Assert.Equal("provider-2/model-2", await WhoAsync(gateway, time));
        Assert.Equal(["provider-1/model-1: fails"], gateway.Records()[^1].SetAside!);
        Assert.Contains("changeover_target_set_aside{", await gateway.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // It is the last resort all the same.
        gateway.Second.Faults.Set("internal_error");
        Assert.Equal("provider-1/model-1", await WhoAsync(gateway, time));
        gateway.Second.Faults.Clear();

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("provider-1/model-1", await WhoAsync(gateway, time));
        Assert.Null(gateway.Records()[^1].SetAside);

        time.Advance(TimeSpan.FromMinutes(4));
        await AskAsync(gateway, "two", 20);
        await FailAsync(gateway);
        Assert.NotEqual("provider-1/model-1", await WhoAsync(gateway, time));
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(["provider-1/model-1: fails"], await SetAsideAsync(gateway, time));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await SetAsideAsync(gateway, time));
    }

    [Fact]
    public async Task Whoever_is_much_slower_comes_last()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Alone, upstream: Watched);
        for (var request = 0; request < 25; request++)
        {
            await AskAsync(gateway, "two", 1);
        }

        gateway.First.Behaviour = gateway.First.Behaviour with { FirstTokenDelayMs = 1000 };
        await AskAsync(gateway, "one", 20);
        using var answer = await gateway.ChatAsync();
        Assert.Equal("provider-2/model-2", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
        Assert.Equal(["provider-1/model-1: slow"], gateway.Records()[^1].SetAside!);
    }

    [Fact]
    public async Task No_more_than_the_stated_share_is_set_aside()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Alone, upstream: Watched.Replace("eject_for: 30s", "at_most: 0.4", StringComparison.Ordinal));
        await FailAsync(gateway);
        await AskAsync(gateway, "two", 20);
        using var answer = await gateway.ChatAsync();
        Assert.Equal("provider-1/model-1", Assert.Single(answer.Headers.GetValues("x-changeover-target")));
        Assert.Null(gateway.Records()[^1].SetAside);
    }

    private static async Task FailAsync(GatewayUnderTest gateway)
    {
        gateway.First.Faults.Set("internal_error");
        await AskAsync(gateway, "one", 10);
        gateway.First.Faults.Clear();
        await AskAsync(gateway, "one", 10);
    }

    private static async Task AskAsync(GatewayUnderTest gateway, string model, int times) =>
        Array.ForEach(await Task.WhenAll(Enumerable.Range(0, times).Select(_ => gateway.ChatAsync(model: model))), answer => answer.Dispose());

    private static async Task<string> WhoAsync(GatewayUnderTest gateway, FakeTimeProvider time)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        using var answer = await gateway.ChatAsync();
        return Assert.Single(answer.Headers.GetValues("x-changeover-target"));
    }

    private static async Task<IReadOnlyList<string>?> SetAsideAsync(GatewayUnderTest gateway, FakeTimeProvider time)
    {
        await WhoAsync(gateway, time);
        return gateway.Records()[^1].SetAside;
    }
}
