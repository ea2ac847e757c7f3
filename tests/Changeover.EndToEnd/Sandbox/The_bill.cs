using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>The sandbox charges what it made, neither more nor less.</summary>
public sealed class The_bill
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sandbox: words=17", "")]
    [InlineData("sandbox: words=9 reason=5 cached=2", "")]
    [InlineData("two answers", ",\"n\":2")]
    [InlineData("a long answer cut short", ",\"max_tokens\":3")]
    [InlineData("call it", ""","tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}]""")]
    public async Task Of_a_whole_answer_equals_its_usage_streamed_or_not(string text, string extra)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new Ask(sandbox);

        var buffered = (await ask.ChatAsync(text, extra: extra).JsonAsync())["usage"]!;
        var streamed = (await ask.ChatAsync(text, stream: true, extra + ",\"stream_options\":{\"include_usage\":true}").EventsAsync())[^1]["usage"]!;
        await sandbox.State.Journal.WaitForEndedAsync(2, Cancellation);

        Assert.All(new[] { buffered, streamed }.Zip(sandbox.State.Journal.Bill.Lines), pair =>
        {
            var (usage, line) = pair;
            Assert.Equal((long)usage["prompt_tokens"]!, line.PromptTokens);
            Assert.Equal((long)usage["completion_tokens"]!, line.CompletionTokens);
            Assert.Equal((long)usage["prompt_tokens_details"]!["cached_tokens"]!, line.CachedTokens);
            Assert.Equal((long)usage["completion_tokens_details"]!["reasoning_tokens"]!, line.ReasoningTokens);
            Assert.True(line.CompletionTokens > 0);
        });
        Assert.Equal(sandbox.State.Journal.Bill.Lines.Sum(line => line.CompletionTokens), sandbox.State.Journal.Bill.CompletionTokens);
    }

    [Fact]
    public async Task Of_a_client_that_went_away_holds_the_tokens_made_until_then()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan("stall_mid_stream") { Parameters = new() { ["after_events"] = 4 } });
        using (var ask = new Ask(sandbox))
        {
            using var answer = await ask.ChatAsync(stream: true);
            await sandbox.State.WaitUntilAsync(state => state.Journal.Entries is [{ PiecesSent: 5 }], Cancellation);
            Assert.Equal(Outcome.Open, sandbox.State.Journal.Entries[0].Outcome);
        }

        var gone = await sandbox.State.WaitForCancelledAsync(Cancellation);

        Assert.Equal(Outcome.ClientGone, gone.Outcome);
        Assert.NotNull(gone.EndedAt);
        Assert.Equal(4, sandbox.State.Journal.Bill.CompletionTokens);
    }

    [Fact]
    public async Task Grows_at_the_stated_pace_and_stops_with_a_buffered_client()
    {
        using var time = new WatchedTime();
        var behaviour = new Behaviour { TokensPerSecond = 2, FirstTokenDelayMs = 1_000 };
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = behaviour, Time = time }, Cancellation);
        var bill = () => sandbox.State.Journal.Bill;
        Task asking;
        using (var ask = new Ask(sandbox))
        {
            asking = ask.ChatAsync("sandbox: words=100");
            await sandbox.State.WaitUntilAsync(_ => bill().PromptTokens > 0, Cancellation);
            Assert.Equal(0, bill().CompletionTokens);
            await time.IsWaitedForAsync(Cancellation);
            time.Advance(TimeSpan.FromSeconds(1));
            await sandbox.State.WaitUntilAsync(_ => bill().CompletionTokens == 1, Cancellation);
            for (var tokens = 2; tokens <= 9; tokens++)
            {
                await time.IsWaitedForAsync(Cancellation);
                time.Advance(TimeSpan.FromSeconds(0.5));
                var due = tokens;
                await sandbox.State.WaitUntilAsync(_ => bill().CompletionTokens == due, Cancellation);
            }
        }

        await sandbox.State.WaitForCancelledAsync(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(9, bill().CompletionTokens);
    }

    [Theory]
    [InlineData("region_block")]
    [InlineData("unavailable")]
    [InlineData("close_before_headers")]
    [InlineData("empty_stream")]
    public async Task Of_a_refusal_is_nothing(string kind)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(kind);
        await RawAnswer.AskAsync(sandbox.ProviderUrl, Ask.Chat(stream: true), Cancellation);
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        Assert.Equal(new BillLine { Number = 1, Model = "gpt-4o" }, Assert.Single(sandbox.State.Journal.Bill.Lines));
    }

    [Fact]
    public async Task Counts_a_duplicated_event_once()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set("duplicate_frames");
        await RawAnswer.AskAsync(sandbox.ProviderUrl, Ask.Chat("one two three", stream: true), Cancellation);
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        Assert.Equal(3, sandbox.State.Journal.Bill.CompletionTokens);
    }

    /// <summary>Time that is moved only once somebody waits for it: who begins to wait after the move would wait for ever.</summary>
    private sealed class WatchedTime : FakeTimeProvider, IDisposable
    {
        private readonly SemaphoreSlim _timers = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _timers.Release();
            return timer;
        }

        public Task IsWaitedForAsync(CancellationToken cancellation) => _timers.WaitAsync(cancellation);

        public void Dispose() => _timers.Dispose();
    }
}
