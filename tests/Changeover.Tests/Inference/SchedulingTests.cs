using Changeover.Inference;
using Changeover.Protocol.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.Tests.Inference;

public sealed class SchedulingTests
{
    [Fact]
    public async Task Cancelling_in_the_middle_of_the_prompt_frees_the_slot()
    {
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 1, PrefillChunk = 1, QueueDeadline = TimeSpan.FromMinutes(1) });
        using var cancel = new CancellationTokenSource();
        await using var first = model.AnswerAsync(TinyModel.Ask(new string('x', 450)), cancel.Token).GetAsyncEnumerator(cancel.Token);
        Assert.True(await first.MoveNextAsync());
        var second = model.EventsAsync(TinyModel.Ask("a", 3));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first.MoveNextAsync());
        Assert.IsType<ChatEvent.Usage>((await second)[^1]);
    }

    [Fact]
    public async Task Leaving_in_the_middle_of_the_answer_frees_the_slot()
    {
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 1, QueueDeadline = TimeSpan.FromMinutes(1) });
        await foreach (var next in model.AnswerAsync(TinyModel.Ask("abandoned", 480), TestContext.Current.CancellationToken))
        {
            if (next is ChatEvent.TextDelta)
            {
                break;
            }
        }

        Assert.IsType<ChatEvent.Usage>((await model.EventsAsync(TinyModel.Ask("a", 3)))[^1]);
    }

    [Fact]
    public async Task Waiting_past_the_deadline_is_429_with_a_time_to_wait()
    {
        var time = new FakeTimeProvider();
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 1, QueueDeadline = TimeSpan.FromSeconds(10) }, time);
        using var cancel = new CancellationTokenSource();
        var ahead = Enumerable.Range(0, 20).Select(_ => model.AnswerAsync(TinyModel.Ask("long", 480), cancel.Token).ToListAsync(cancel.Token).AsTask()).ToList();
        var late = model.EventsAsync(TinyModel.Ask("late"));

        time.Advance(TimeSpan.FromSeconds(11));

        var error = Assert.IsType<ChatEvent.Failed>(Assert.Single(await late)).Error;
        Assert.Equal((429, "embedded_model_busy", TimeSpan.FromSeconds(10)), (error.Status, error.Code, error.RetryAfter));
        await cancel.CancelAsync();
        await Task.WhenAll(ahead.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
    }

    [Fact]
    public async Task One_more_than_the_line_holds_is_429_at_once()
    {
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 1, QueueLength = 1 });
        using var cancel = new CancellationTokenSource();
        await using var served = model.AnswerAsync(TinyModel.Ask("served", 480), cancel.Token).GetAsyncEnumerator(cancel.Token);
        Assert.True(await served.MoveNextAsync());
        var waiting = model.AnswerAsync(TinyModel.Ask("waits"), cancel.Token).ToListAsync(cancel.Token).AsTask();

        var refused = await model.EventsAsync(TinyModel.Ask("refused"));

        Assert.Equal(429, Assert.IsType<ChatEvent.Failed>(Assert.Single(refused)).Error.Status);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Twenty_requests_over_four_slots_all_end_whole()
    {
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 4, QueueDeadline = TimeSpan.FromMinutes(1) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => model.EventsAsync(TinyModel.Ask($"number {i}", 5 + i))));

        Assert.All(answers, events => Assert.IsType<ChatEvent.Usage>(events[^1]));
        Assert.Equal(0, model.UsedSlots);
    }

    [Fact]
    public async Task Several_answers_to_one_request_take_a_slot_each_and_share_the_prompt()
    {
        using var model = TinyModel.Load();
        var one = await model.EventsAsync(TinyModel.Ask("three of you", 20));

        var three = await model.EventsAsync(TinyModel.Ask("three of you", 20) with { N = 3 });

        Assert.Equal([0, 1, 2], three.OfType<ChatEvent.Finished>().Select(finished => finished.Choice).Order());
        Assert.All(Enumerable.Range(0, 3), choice => Assert.Equal(TinyModel.TextOf(one), TinyModel.TextOf(three, choice)));
        var (single, triple) = (Usage(one), Usage(three));
        Assert.Equal((single.Input, 3 * single.Output), (triple.Input, triple.Output));
    }

    [Fact]
    public async Task More_answers_than_slots_are_refused()
    {
        using var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 2 });

        var error = Assert.IsType<ChatEvent.Failed>(Assert.Single(await model.EventsAsync(TinyModel.Ask("many") with { N = 3 }))).Error;

        Assert.Equal((400, "n"), (error.Status, error.Param));
    }

    [Fact]
    public async Task Unloading_ends_running_and_waiting_requests_with_a_failure()
    {
        var model = TinyModel.Load(new EmbeddedModelOptions { Slots = 1 });
        await using var running = model.AnswerAsync(TinyModel.Ask("running", 480), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await running.MoveNextAsync());
        var waiting = model.EventsAsync(TinyModel.Ask("waiting"));

        model.Dispose();
        model.Dispose();

        ChatEvent? last = null;
        while (await running.MoveNextAsync())
        {
            last = running.Current;
        }

        Assert.Equal(503, Assert.IsType<ChatEvent.Failed>(last).Error.Status);
        Assert.Equal(503, Assert.IsType<ChatEvent.Failed>((await waiting)[^1]).Error.Status);
        Assert.Equal(503, Assert.IsType<ChatEvent.Failed>((await model.EventsAsync(TinyModel.Ask("late")))[^1]).Error.Status);
    }

    private static TokenUsage Usage(List<ChatEvent> events) => Assert.IsType<ChatEvent.Usage>(events[^1]).Tokens;
}
