using System.Diagnostics;
using System.Text.Json;
using Changeover.Sandbox;
using Changeover.Tests.Shared;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Changeover.EndToEnd.Gateway;

/// <summary>Several gateways on one PostgreSQL database: what is changed at one place counts everywhere within two seconds.</summary>
public sealed class Nodes_on_one_database
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Configurations_and_keys_reach_every_node_and_each_tells_what_it_runs()
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        var server = await PostgresServer.CreateDatabaseAsync();
        var config = folder.Write("first.yaml", Config(folder, provider, "gpt-4o"));

        var early = await GatewayProcess.RunOnAsync(server, folder.Path, "serve", "--config", "database");
        Assert.Contains("config push", early.Error, StringComparison.Ordinal);
        Assert.Contains("Version 1 ", (await GatewayProcess.RunOnAsync(server, folder.Path, "config", "push", config)).Output, StringComparison.Ordinal);
        await using var one = await GatewayProcess.StartNodeAsync(folder.Path, server);
        await using var two = await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, "two")).FullName, server, "--config", "database");
        GatewayProcess[] nodes = [one, two];
        Assert.All(nodes, node => Assert.Contains("gpt-4o", ModelsOf(node, null).Result, StringComparison.Ordinal));

        // A configuration.
        var second = folder.Write("second.yaml", Config(folder, provider, "gpt-5"));
        var pushed = await GatewayProcess.RunOnAsync(server, folder.Path, "config", "push", second, "--note", "a newer model");
        Assert.Equal(0, pushed.ExitCode);
        await SoonAsync(nodes, async node => (await ModelsOf(node, null)).Contains("gpt-5", StringComparison.Ordinal));
        var bad = folder.Write("bad.yaml", "routes: {x: {targets: [nonesuch/m]}}\nserver: {drain: never}\n");
        var refused = await GatewayProcess.RunOnAsync(server, folder.Path, "config", "push", bad);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("nonesuch", refused.Error, StringComparison.Ordinal);
        Assert.Contains("never", refused.Error, StringComparison.Ordinal);
        var history = JsonDocument.Parse((await GatewayProcess.RunOnAsync(server, folder.Path, "config", "history", "--json")).Output).RootElement;
        Assert.Equal([2, 1], history.EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));

        // Who runs what.
        var hash = history[0].GetProperty("hash").GetString();
        await SoonAsync(nodes, async node => (await node.Http.GetStringAsync("readyz", Cancellation)).Contains($"config {hash}", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () =>
        {
            var listed = JsonDocument.Parse((await GatewayProcess.RunOnAsync(server, folder.Path, "nodes", "--json")).Output).RootElement.EnumerateArray().ToList();
            return listed.Count == 2 && listed.TrueForAll(node => node.GetProperty("alive").GetBoolean() && node.GetProperty("node").GetProperty("config_hash").GetString() == hash);
        });

        // A key.
        var key = (await GatewayProcess.RunOnAsync(server, folder.Path, "keys", "create", "--owner", "team-a", "--json")).Output;
        await SoonAsync(nodes, async node => (await ModelsOf(node, null)).Contains("missing_api_key", StringComparison.Ordinal));
        var made = JsonDocument.Parse(key).RootElement;
        await SoonAsync(nodes, async node => (await ModelsOf(node, made.GetProperty("key").GetString())).Contains("gpt-5", StringComparison.Ordinal));
        await GatewayProcess.RunOnAsync(server, folder.Path, "keys", "revoke", made.GetProperty("id").GetString()!);
        await SoonAsync(nodes, async node => (await ModelsOf(node, made.GetProperty("key").GetString())).Contains("revoked_api_key", StringComparison.Ordinal));
    }

    private static string Config(TemporaryFolder folder, SandboxHost provider, string route) => $$"""
        upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
        routes: {{{route}}: {targets: [provider/m]} }
        """;

    /// <summary>From when the command has ended.</summary>
    private static async Task SoonAsync(GatewayProcess[] nodes, Func<GatewayProcess, Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        foreach (var node in nodes)
        {
            await Eventually.HoldsAsync(() => holds(node));
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    private static async Task<string> ModelsOf(GatewayProcess node, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/models");
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");
        using var response = await node.Http.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
