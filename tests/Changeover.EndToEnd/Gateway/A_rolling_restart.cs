using System.Collections.Concurrent;
using System.Net.Http.Json;
using Changeover.Sandbox;
using Changeover.Tests.Shared;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Three nodes on one database are replaced one after the other under load, behind a balancer that looks at <c>/readyz</c>: no request fails.</summary>
public sealed class A_rolling_restart
{
    private const int Clients = 9;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fails_no_request()
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        provider.State.Behaviour = provider.State.Behaviour with { TokensPerSecond = 40 };
        var server = await PostgresServer.CreateDatabaseAsync();
        var config = folder.Write("changeover.yaml", $$"""
            server: {notice: 4s}
            upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
            routes: {gpt-4o: {targets: [provider/gpt-4o]} }
            """);
        var nodes = new List<GatewayProcess>();
        for (var i = 0; i < 3; i++)
        {
            nodes.Add(await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, $"old-{i}")).FullName, server, "--config", config));
        }

        await using var balancer = new Balancer(nodes);
        var answered = new ConcurrentBag<string>();
        var failed = new ConcurrentBag<string>();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => AskAsync(balancer, client, answered, failed, enough.Token)));
        foreach (var old in nodes.ToList())
        {
            var fresh = await GatewayProcess.StartNodeAsync(Directory.CreateDirectory(Path.Combine(folder.Path, $"new-{nodes.IndexOf(old)}")).FullName, server, "--config", config);
            balancer.Add(fresh);
            await old.TerminateAsync();
            Assert.Equal(0, await old.ExitCodeAsync());
            balancer.Remove(old);
            await old.DisposeAsync();
        }

        await enough.CancelAsync();
        await load;

        Assert.Empty(failed);
        Assert.True(answered.Count > Clients * 3, $"only {answered.Count} answers");
        var records = await GatewayProcess.RecordsOnAsync(server);
        Assert.Equal(answered.Order(StringComparer.Ordinal), records.Select(record => record.Id).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal(200, record.Status));
    }

    private static async Task AskAsync(Balancer balancer, int client, ConcurrentBag<string> answered, ConcurrentBag<string> failed, CancellationToken enough)
    {
        for (var stream = client % 2 == 0; !enough.IsCancellationRequested; stream = !stream)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
                {
                    Content = JsonContent.Create(new { model = "gpt-4o", stream, messages = new[] { new { role = "user", content = "sandbox: words=12" } } }),
                };
                using var response = await balancer.Next().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
                var text = await response.Content.ReadAsStringAsync(Cancellation);
                if (response.IsSuccessStatusCode && (stream ? text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal) : text.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal)))
                {
                    answered.Add(Assert.Single(response.Headers.GetValues("x-request-id")));
                }
                else
                {
                    failed.Add(text);
                }
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                failed.Add(broken.ToString());
            }
        }
    }

    /// <summary>Round robin over the nodes that say they are ready, asked ten times a second.</summary>
    private sealed class Balancer : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<GatewayProcess, bool> _nodes = new();
        private readonly CancellationTokenSource _ends = new();
        private readonly Task _looking;
        private int _turn;

        public Balancer(IEnumerable<GatewayProcess> nodes)
        {
            foreach (var node in nodes)
            {
                Add(node);
            }

            _looking = LookAsync();
        }

        public void Add(GatewayProcess node) => _nodes[node] = true;

        public void Remove(GatewayProcess node) => _nodes.TryRemove(node, out _);

        public HttpClient Next()
        {
            var ready = _nodes.Where(node => node.Value).Select(node => node.Key).ToArray();
            return ready[(uint)Interlocked.Increment(ref _turn) % ready.Length].Http;
        }

        public async ValueTask DisposeAsync()
        {
            await _ends.CancelAsync();
            await _looking;
            _ends.Dispose();
            foreach (var node in _nodes.Keys)
            {
                await node.DisposeAsync();
            }
        }

        private async Task LookAsync()
        {
            while (!_ends.IsCancellationRequested)
            {
                await Task.WhenAll(_nodes.Keys.Select(async node =>
                {
                    var ready = await IsReadyAsync(node);
                    _nodes.TryUpdate(node, ready, !ready);
                }));
                await Task.Delay(100, _ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        private static async Task<bool> IsReadyAsync(GatewayProcess node)
        {
            try
            {
                using var response = await node.Http.GetAsync("readyz", Cancellation);
                return response.IsSuccessStatusCode;
            }
            catch (Exception gone) when (gone is HttpRequestException or ObjectDisposedException || (gone is OperationCanceledException && !Cancellation.IsCancellationRequested))
            {
                // It is gone, or its client was closed while it was asked.
                return false;
            }
        }
    }
}
