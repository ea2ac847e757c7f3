using System.Net.Http.Json;
using Changeover.Gateway.Recording;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Nobody waits any more: the provider is told at once, so that it stops charging, and the record says so.</summary>
public sealed class A_client_that_goes_away
{
    private const int Trials = 7;
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    /// <summary>The demo model may not say that it has finished: it goes on to the last token that it has room for.</summary>
    private static readonly object EndlessQuestion = new { model = "demo", stream = true, logit_bias = new Dictionary<string, int> { ["258"] = -100 }, messages = new[] { new { role = "user", content = "Hello" } } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("buffered", null, false)]
    [InlineData("streaming", null, true)]
    [InlineData("before the headers", "stall_before_headers", true)]
    [InlineData("before the first content", "stall_before_content", true)]
    public async Task Is_told_to_the_provider_within_50_ms(string when, string? fault, bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 50 };
        if (fault is not null)
        {
            gateway.First.Faults.Set(fault);
        }

        var delays = new List<TimeSpan>();
        for (var trial = 1; trial <= Trials; trial++)
        {
            var left = await LeaveAsync(gateway, trial, stream, untilContent: when == "streaming");
            delays.Add((await gateway.First.WaitForCancelledAsync(trial, Cancellation)).EndedAt!.Value - left);
        }

        // The median: other programs of this machine may hold up some of the trials.
        Assert.True(delays.Order().ElementAt(Trials / 2) <= AtOnce, string.Join(", ", delays.Select(delay => delay.TotalMilliseconds)));
        var records = await gateway.RecordsAsync(Trials);
        Assert.All(records, record =>
        {
            Assert.True(record.ClientGone);
            Assert.Equal(when == "streaming" ? 200 : 499, record.Status);
            Assert.Null(record.ErrorCode);
            Assert.Null(record.Usage); // the provider reports it at the end, and the end never came: unknown, not zero
            var attempt = Assert.Single(record.Attempts);
            Assert.Equal((Party.Client, AttemptFaults.ClientGone, null), (attempt.Party, attempt.Fault, attempt.Class));
            Assert.Equal(when == "streaming" ? Stage.Relay : Stage.FirstContent, attempt.Stage);
        });
    }

    [Fact]
    public async Task Is_not_held_against_the_provider()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, upstream: "    breaker: {failures: 1}\n");
        gateway.First.Faults.Set("stall_before_headers");
        await LeaveAsync(gateway, 1, stream: false, untilContent: false);
        await gateway.RecordsAsync(1);
        gateway.First.Faults.Clear();

        using var response = await gateway.ChatAsync();
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Ends_the_pause_before_a_retry()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: "  patient:\n    targets: [provider-1/resting]\n    retry: {max_backoff: 1m}\n");
        gateway.First.Faults.Set(new FaultPlan("rate_limited") { Parameters = new() { ["retry_after"] = 30 } });
        using var leaving = new CancellationTokenSource();
        var asking = gateway.Http.PostAsJsonAsync("v1/chat/completions", Question("x", stream: false, model: "patient"), leaving.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(gateway.IsResting("patient")));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        var record = Assert.Single(await gateway.RecordsAsync(1));
        Assert.True(record.ClientGone);
        Assert.Equal((499, Providers.ErrorClass.RateLimited), (record.Status, Assert.Single(record.Attempts).Class));
        Assert.True(record.Duration < TimeSpan.FromSeconds(20));
        Assert.Equal(1, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task Frees_the_only_slot_of_the_embedded_model()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            upstreams: "  embedded: {provider: embedded, embedded: {slots: 1, queue_deadline: 20s}}\n",
            more: "  demo:\n    targets: [embedded/demo]\n");
        for (var client = 0; client < 3; client++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(EndlessQuestion) };
            using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            Assert.StartsWith("data: {", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        }

        using var after = await gateway.ChatAsync(text: "Hello", model: "demo");
        Assert.Equal(200, (int)after.StatusCode);
        var records = await gateway.RecordsAsync(4);
        Assert.DoesNotContain("met a fault", gateway.Log.Text, StringComparison.Ordinal);
        Assert.Equal(3, records.Count(record => record is { ClientGone: true, Status: 200 } && record.Attempts is [{ Party: Party.Client, Stage: Stage.Relay }]));
    }

    private static object Question(string text, bool stream, string model = "gpt-4o") => new { model, stream, messages = new[] { new { role = "user", content = text } } };

    /// <summary>Asks, goes away in the middle, and returns when.</summary>
    private static async Task<DateTimeOffset> LeaveAsync(GatewayUnderTest gateway, int number, bool stream, bool untilContent)
    {
        // A connection of its own, closed by leaving.
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = JsonContent.Create(Question("sandbox: words=500", stream)) };
        var asking = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        await gateway.First.Journal.WaitForAsync(number, Cancellation);
        if (untilContent)
        {
            using var response = await asking;
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            Assert.StartsWith("data: {", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
            return TimeProvider.System.GetUtcNow(); // leaving the block hangs up
        }

        var now = TimeProvider.System.GetUtcNow();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        return now;
    }
}
