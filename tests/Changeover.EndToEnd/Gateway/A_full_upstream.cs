using System.Net.Http.Json;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Gateway;

/// <summary>An upstream that has as many requests as it may: who waits, in which order, and who is told to come again.</summary>
public sealed class A_full_upstream
{
    private const string OneAtATime = "    concurrency: 1\n";
    private const string Patient = "    queue: {deadline: 1m}\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interactive_requests_overtake_batch_and_owners_take_turns()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, upstream: OneAtATime + Patient);
        var (anna, ben) = (gateway.CreateKey("anna"), gateway.CreateKey("ben"));
        using var first = new CancellationTokenSource();
        Hold(gateway.First, 60_000);
        var asked = new List<Task>();
        foreach (var (text, key, batch) in new[] { ("first", anna, false), ("batch", ben, true), ("anna 1", anna, false), ("anna 2", anna, false), ("ben 1", ben, false) })
        {
            asked.Add(AskAsync(gateway, text, key, batch, asked.Count == 0 ? first.Token : null));
            await Eventually.HoldsAsync(() => Task.FromResult(gateway.First.Journal.Received == 1 && gateway.Waiting == asked.Count - 1));
            Hold(gateway.First, 0);
        }

        await Eventually.HoldsAsync(async () => (await WaitingInMetricsAsync(gateway, anna)).Contains("4", StringComparer.Ordinal));

        // Everybody stands in line: the one at the counter goes.
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked[0]);
        await Task.WhenAll(asked.Skip(1));
        string[] order = [.. gateway.First.Journal.Entries.Select(entry => entry.Body[(entry.Body.IndexOf("content\":\"", StringComparison.Ordinal) + 10)..].Split('"')[0])];
        Assert.Equal(["first", "anna 1", "ben 1", "anna 2", "batch"], order);
        var queued = (await gateway.RecordsAsync(5)).Where(record => record.Queued > TimeSpan.Zero).ToList();
        Assert.Equal(4, queued.Count);
        Assert.All(queued, record => Assert.Equal(200, record.Status));
    }

    [Fact]
    public async Task Another_target_is_asked_before_anybody_waits_unless_the_route_says_so()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(upstream: OneAtATime + Patient, more: "  patient: {targets: [provider-1/model-1, provider-2/model-2], when_full: wait}\n");
        using var client = new CancellationTokenSource();
        Hold(gateway.First, 60_000);
        var first = gateway.Http.PostAsJsonAsync("v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = "hello" } } }, client.Token);
        await gateway.First.Journal.WaitForAsync(1, Cancellation);
        Hold(gateway.First, 0);
        using (var next = await gateway.ChatAsync())
        {
            Assert.Equal("provider-2/model-2", Assert.Single(next.Headers.GetValues("x-changeover-target")));
        }

        var patient = gateway.ChatAsync(model: "patient");
        await Eventually.HoldsAsync(() => Task.FromResult(gateway.Waiting == 1));
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        using var waited = await patient;
        Assert.Equal("provider-1/model-1", Assert.Single(waited.Headers.GetValues("x-changeover-target")));
    }

    [Theory]
    [InlineData("    queue: {deadline: 50ms}\n")]
    [InlineData("    queue: {length: 0}\n")]
    public async Task Who_cannot_wait_any_longer_or_at_all_is_told_when_to_come_again(string queue)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, upstream: OneAtATime + queue);
        Hold(gateway.First, 60_000);
        using var client = new CancellationTokenSource();
        var first = gateway.Http.PostAsJsonAsync("v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = "hello" } } }, client.Token);
        await gateway.First.Journal.WaitForAsync(1, Cancellation);

        using var refused = await gateway.ChatAsync();
        Assert.Equal((429, "upstream_busy"), ((int)refused.StatusCode, (await ErrorAnswer.ReadAsync(refused)).Code));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(1, gateway.First.Journal.Received);

        // A client that goes gives its place back.
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await gateway.First.WaitForCancelledAsync(Cancellation);
        Hold(gateway.First, 0);
        await Eventually.HoldsAsync(async () =>
        {
            using var again = await gateway.ChatAsync();
            return (int)again.StatusCode == 200;
        });
    }

    [Fact]
    public async Task A_client_that_goes_leaves_the_line()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, upstream: OneAtATime + Patient);
        var key = gateway.CreateKey();
        using var held = new CancellationTokenSource();
        Hold(gateway.First, 60_000);
        var first = AskAsync(gateway, "first", key, cancellation: held.Token);
        await gateway.First.Journal.WaitForAsync(1, Cancellation);
        Hold(gateway.First, 0);
        using (var client = new CancellationTokenSource())
        {
            var gone = AskAsync(gateway, "gone", key, cancellation: client.Token);
            await Eventually.HoldsAsync(() => Task.FromResult(gateway.Waiting == 1));
            await client.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(gateway.Waiting == 0));
        await held.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await AskAsync(gateway, "second", key);
        Assert.Equal(2, gateway.First.Journal.Received);
        Assert.Equal(1, (await gateway.RecordsAsync(3)).Count(record => record.ClientGone && record.Attempts.Count == 0));
    }

    private static void Hold(SandboxState provider, int milliseconds) => provider.Behaviour = provider.Behaviour with { FirstTokenDelayMs = milliseconds };

    private static async Task AskAsync(GatewayUnderTest gateway, string text, string key, bool batch = false, CancellationToken? cancellation = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "gpt-4o", messages = new[] { new { role = "user", content = text } } }),
            Headers = { Authorization = new("Bearer", key) },
        };
        if (batch)
        {
            request.Headers.Add("x-changeover-priority", "batch");
        }

        using var response = await gateway.Http.SendAsync(request, cancellation ?? Cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What <c>/metrics</c> says of those who wait. All gateways of this process stand in it, each with a line of its own.</summary>
    private static async Task<IEnumerable<string>> WaitingInMetricsAsync(GatewayUnderTest gateway, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "metrics") { Headers = { Authorization = new("Bearer", key) } };
        using var response = await gateway.Http.SendAsync(request, Cancellation);
        return (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n').Where(line => line.StartsWith("changeover_queue_waiting{", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);
    }
}
