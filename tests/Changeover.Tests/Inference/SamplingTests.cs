using System.Text;
using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class SamplingTests
{
    private const int End = 258;

    [Fact]
    public async Task The_same_seed_gives_the_same_text_alone_and_in_a_batch()
    {
        using var model = TinyModel.Load();
        var request = Warm("seeded", seed: 42);
        var alone = await model.TextAsync(request);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => model.TextAsync(i == 5 ? request : Warm($"other {i}", i))));

        Assert.Equal(alone, together[5]);
        Assert.NotEqual(alone, await model.TextAsync(Warm("seeded", seed: 43)));
    }

    [Fact]
    public async Task Answers_of_one_seeded_request_differ_from_each_other()
    {
        using var model = TinyModel.Load();

        var events = await model.EventsAsync(Warm("seeded", seed: 1) with { N = 4 });

        Assert.Equal(4, Enumerable.Range(0, 4).Select(choice => TinyModel.TextOf(events, choice)).Distinct().Count());
    }

    [Fact]
    public async Task Logit_bias_forces_and_forbids()
    {
        using var model = TinyModel.Load();
        var free = TinyModel.Ask("bias", 20);

        Assert.Equal("qqqqq", await model.TextAsync(Biased(free with { MaxOutputTokens = 5 }, ('q', 100))));
        var text = await model.TextAsync(free);
        var first = Encoding.UTF8.GetBytes(text)[0];
        Assert.DoesNotContain((char)first, await model.TextAsync(Biased(free, (first, -100))));
        var ended = await model.EventsAsync(Biased(free, (End, 100)));
        Assert.Equal((FinishReason.Stop, 1L), (ended.OfType<ChatEvent.Finished>().Single().Reason, ended.OfType<ChatEvent.Usage>().Single().Tokens.Output));
    }

    [Fact]
    public async Task Logit_bias_on_a_token_that_does_not_exist_is_refused()
    {
        using var model = TinyModel.Load();

        var error = Assert.IsType<ChatEvent.Failed>(Assert.Single(await model.EventsAsync(Biased(TinyModel.Ask("bias"), (262, 1))))).Error;

        Assert.Equal((400, "logit_bias"), (error.Status, error.Param));
    }

    [Fact]
    public async Task Logprobs_come_one_per_token_before_temperature_and_sum_to_one()
    {
        using var model = TinyModel.Load();
        var request = TinyModel.Ask("logprobs", 30) with { Logprobs = true, TopLogprobs = 20 };
        var greedy = Logprobs(await model.EventsAsync(request));
        var hot = Logprobs(await model.EventsAsync(request with { Sampling = new SamplingOptions { Temperature = 5, TopK = 1 } }));

        Assert.Equal(30, greedy.Count);
        Assert.Equal(greedy.Select(token => token.Logprob), hot.Select(token => token.Logprob));
        Assert.All(greedy, token =>
        {
            Assert.Equal(20, token.Top.Count);
            Assert.Equal(token.Logprob, token.Top[0].Logprob);
            Assert.Equal(token.Top.OrderByDescending(other => other.Logprob), token.Top);
            Assert.InRange(token.Top.Sum(other => Math.Exp(other.Logprob)), 0.05, 1.000001);
        });
    }

    [Fact]
    public async Task A_repetition_penalty_changes_a_repeating_answer()
    {
        using var model = TinyModel.Load();
        var request = TinyModel.Ask(new string('x', 150), 60);
        var plain = await model.TextAsync(request);

        var varied = await model.TextAsync(request with { Sampling = new SamplingOptions { Temperature = 0, FrequencyPenalty = 2, PresencePenalty = 2, RepetitionPenalty = 1.5 } });

        Assert.True(varied.Distinct().Count() > plain.Distinct().Count(), $"{plain.Distinct().Count()} characters before, {varied.Distinct().Count()} after");
    }

    private static ChatRequest Warm(string text, long seed) =>
        TinyModel.Ask(text, 40) with { Sampling = new SamplingOptions { Temperature = 1, TopP = 0.95, TopK = 50, Seed = seed } };

    private static ChatRequest Biased(ChatRequest request, (int Token, double Bias) bias) =>
        request with { Sampling = request.Sampling with { LogitBias = new Dictionary<int, double> { [bias.Token] = bias.Bias } } };

    private static List<TokenLogprob> Logprobs(IEnumerable<ChatEvent> events) =>
        [.. events.OfType<ChatEvent.TextDelta>().SelectMany(delta => delta.Logprobs ?? [])];
}
