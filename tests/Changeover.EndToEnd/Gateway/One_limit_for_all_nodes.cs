using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Changeover.Gateway.Recording;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Changeover.Tests.Shared;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Three gateways on PostgreSQL and Redis: a limit is one limit, also while a node is killed and Redis loses its memory.</summary>
public sealed class One_limit_for_all_nodes
{
    private const long NanoPerInput = 10_000;
    private const long NanoPerOutput = 1_000_000;
    private const int MaxTokens = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_at_once_over_three_nodes_spend_no_more_than_there_is_and_what_is_left_can_be_spent()
    {
        await using var house = await House.StartAsync("house: {per: all, allow: [1 USD per day]}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(house.AskAsync));
        Assert.Equal([200, 429], answers.Distinct().Order());
        for (var i = 0; await house.AskAsync(i) == 200; i++)
        {
        }

        var spent = (await house.RecordsAsync()).Sum(record => record.Cost?.NanoUnits ?? 0);
        Assert.InRange(spent, 1_000_000_000 - 2_000_000 - MaxTokens * NanoPerOutput, 1_000_000_000);
        Assert.Equal(house.Billed, spent);
    }

    [Fact]
    public async Task Requests_and_streams_are_not_multiplied_by_the_nodes()
    {
        await using var house = await House.StartAsync("house: {per: all, allow: [60 requests per day]}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 180).Select(house.AskAsync));
        Assert.Equal((60, 120), (answers.Count(status => status == 200), answers.Count(status => status == 429)));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("local")]
    public async Task A_budget_is_kept_while_a_node_is_killed_and_Redis_forgets(string degraded)
    {
        await using var house = await House.StartAsync($"house: {{per: all, allow: [1 USD total], degraded: {degraded}}}");
        var statuses = new ConcurrentBag<int>();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 12).Select(async client =>
        {
            for (var i = client; !enough.IsCancellationRequested && house.Billed < 800_000_000; i++)
            {
                statuses.Add(await house.AskAsync(i));
            }
        }));
        await Eventually.HoldsAsync(() => Task.FromResult(house.Billed > 150_000_000));
        await house.Nodes[2].KillAsync();
        await house.Redis.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        var before = house.Billed;
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation); // longer than the patience: the degraded rule is in force
        Assert.Equal(degraded == "local", house.Billed > before);
        await house.Redis.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await house.AskAsync(0) is 200 or 429);
        await enough.CancelAsync();
        await load;

        // What is left is spent, but for what the killed node may have spent; once it is back and has told, that is exact.
        await house.RestartAsync(2);
        await Eventually.HoldsAsync(async () => await house.AskAsync(2) != 503);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(house.AskAsync));
        Assert.InRange(house.Billed, 500_000_000, 1_000_000_000);

        var killed = (await house.RecordsAsync()).Where(record => record.ErrorCode == "gateway_killed").Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        var spent = (await house.RecordsAsync()).Where(record => !killed.Contains(record.Id)).Sum(record => record.Cost?.NanoUnits ?? 0);
        Assert.Equal(house.BilledBut(killed), spent);
        Assert.Contains(statuses, status => status == (degraded == "closed" ? 503 : 200));
    }

    /// <summary>Three nodes, their servers, and a provider that bills.</summary>
    private sealed class House(TemporaryFolder folder, SandboxHost provider, RedisServer redis, string database, string config) : IAsyncDisposable
    {
        public RedisServer Redis => redis;

        public List<GatewayProcess> Nodes { get; } = [];

        public long Billed => BilledBut([]);

        public static async Task<House> StartAsync(string limits)
        {
            var folder = new TemporaryFolder();
            var provider = await SandboxHost.StartAsync(new SandboxOptions { JournalCapacity = 100_000 }, Cancellation);
            var redis = await RedisServer.StartAsync();
            var config = folder.Write("changeover.yaml", $$"""
                storage: {redis: "{{redis.Address}}"}
                upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
                routes: {gpt-4o: {targets: [provider/gpt-4o]} }
                prices: {rows: [{provider: openai-compatible, model: gpt-4o, currency: USD, rates: {input: 10, output: 1000} }] }
                limits: { {{limits}} }
                """);
            var house = new House(folder, provider, redis, await PostgresServer.CreateDatabaseAsync(), config);
            try
            {
                for (var i = 0; i < 3; i++)
                {
                    house.Nodes.Add(await house.StartNodeAsync(i));
                }

                return house;
            }
            catch
            {
                await house.DisposeAsync();
                throw;
            }
        }

        public long BilledBut(HashSet<string> requests)
        {
            var lines = provider.State.Journal.Bill.Lines.ToList(); // before the requests that they are of
            var ids = provider.State.Journal.Entries.ToDictionary(entry => entry.Number, entry => entry.Headers["x-client-request-id"]);
            return lines.Where(line => !requests.Contains(ids[line.Number])).Sum(line => line.PromptTokens * NanoPerInput + line.CompletionTokens * NanoPerOutput);
        }

        /// <summary>Asks one of the nodes; 0 = it is not there.</summary>
        public async Task<int> AskAsync(int node)
        {
            try
            {
                using var response = await Nodes[node % Nodes.Count].Http.PostAsJsonAsync(
                    "v1/chat/completions", new { model = "gpt-4o", max_tokens = MaxTokens, messages = new[] { new { role = "user", content = "sandbox: words=5" } } }, Cancellation);
                await response.Content.ReadAsByteArrayAsync(Cancellation);
                return (int)response.StatusCode;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                await Task.Delay(20, Cancellation);
                return 0;
            }
        }

        public async Task RestartAsync(int node)
        {
            await Nodes[node].DisposeAsync();
            Nodes[node] = await StartNodeAsync(node);
        }

        public Task<IReadOnlyList<RequestRecord>> RecordsAsync() => GatewayProcess.RecordsOnAsync(database);

        public async ValueTask DisposeAsync()
        {
            foreach (var node in Nodes)
            {
                await node.DisposeAsync();
            }

            await redis.DisposeAsync();
            await provider.DisposeAsync();
            await PostgresServer.DropDatabaseAsync(database);
            folder.Dispose();
        }

        private Task<GatewayProcess> StartNodeAsync(int node) => GatewayProcess.StartNodeAsync(
            Directory.CreateDirectory(Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"node-{node}"))).FullName, database, "--config", config);
    }
}
