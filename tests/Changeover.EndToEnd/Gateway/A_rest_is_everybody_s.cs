using System.Net.Http.Json;
using Changeover.Sandbox;
using Changeover.Tests.Shared;

namespace Changeover.EndToEnd.Gateway;

/// <summary>What one node learns of a target the others need not learn again.</summary>
public sealed class A_rest_is_everybody_s
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_that_one_node_sets_aside_is_tried_by_none_also_not_by_one_that_starts_later()
    {
        using var folder = new TemporaryFolder();
        await using var blocked = await SandboxHost.StartAsync(null, Cancellation);
        await using var other = await SandboxHost.StartAsync(null, Cancellation);
        await using var redis = await RedisServer.StartAsync();
        blocked.State.Faults.Set("region_block");
        var server = await PostgresServer.CreateDatabaseAsync();
        var credential = folder.Write("credential", "sk-upstream");
        var config = folder.Write("changeover.yaml", $$"""
            storage: {redis: "{{redis.Address}}"}
            upstreams:
              first: {provider: openai-compatible, base_url: "{{blocked.ProviderUrl}}v1", credential: "file:{{credential}}"}
              second: {provider: openai-compatible, base_url: "{{other.ProviderUrl}}v1", credential: "file:{{credential}}"}
            routes: {gpt-4o: {targets: [first/m, second/m]} }
            """);
        await using var one = await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, "one")).FullName, server, "--config", config);
        await using var two = await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, "two")).FullName, server, "--config", config);
        Assert.Equal(200, await AskAsync(one));
        Assert.Equal(1, blocked.State.Journal.Received);

        await RestsAsync(two);
        await using var three = await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, "three")).FullName, server, "--config", config);
        await RestsAsync(three);
        Assert.Equal((200, 200), (await AskAsync(two), await AskAsync(three)));
        Assert.Equal((1, 3), (blocked.State.Journal.Received, other.State.Journal.Received));
    }

    private static Task RestsAsync(GatewayProcess node) => Eventually.HoldsAsync(async () =>
        (await node.Http.GetStringAsync("metrics", Cancellation)).Split('\n').Any(line =>
            line.StartsWith("changeover_circuit_state", StringComparison.Ordinal) && line.Contains("first/m", StringComparison.Ordinal) && line.Split(' ')[1] == "2"));

    private static async Task<int> AskAsync(GatewayProcess node)
    {
        using var response = await node.Http.PostAsJsonAsync("v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        return (int)response.StatusCode;
    }
}
