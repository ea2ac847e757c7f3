using Changeover.Inference.Constraints;
using Changeover.Inference.Sampling;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class TokenSamplerTests
{
    // Probabilities 0.5, 0.25, 0.125, 0.1, 0.025, in another order than their ids.
    private static readonly double[] s_probabilities = [0.1, 0.5, 0.025, 0.25, 0.125];
    private static readonly float[] s_logits = [.. s_probabilities.Select(p => (float)Math.Log(p) + 3)];

    [Fact]
    public void Draws_each_token_as_often_as_the_model_says()
    {
        var counts = Draw(new SamplingOptions(), 20_000);

        for (var token = 0; token < s_probabilities.Length; token++)
        {
            var expected = s_probabilities[token];
            var tolerance = 4 * Math.Sqrt(expected * (1 - expected) / 20_000);
            Assert.InRange(counts[token] / 20_000.0, expected - tolerance, expected + tolerance);
        }
    }

    [Theory]
    [InlineData(2, null, null, "1 3")]
    [InlineData(null, 0.8, null, "1 3 4")]
    [InlineData(null, 0.5, null, "1")]
    [InlineData(null, null, 0.3, "1 3")]
    [InlineData(3, 0.6, null, "1 3")] // 0.8 of top-k's three is in the first two: 0.5 / 0.875 < 0.6
    [InlineData(4, 0.99, 0.22, "1 3 4")]
    [InlineData(null, 0.999999, null, "0 1 2 3 4")]
    public void Cuts_the_tail_by_top_k_then_top_p_then_min_p(int? topK, double? topP, double? minP, string kept)
    {
        var counts = Draw(new SamplingOptions { TopK = topK, TopP = topP, MinP = minP }, 3_000);

        Assert.Equal(kept, string.Join(' ', Enumerable.Range(0, 5).Where(token => counts[token] > 0)));
    }

    [Fact]
    public void A_flat_vocabulary_is_not_cut_short_by_the_search_for_the_nucleus()
    {
        var flat = Enumerable.Range(0, 1_000).Select(token => token % 2 == 0 ? 0f : -30f).ToArray();
        var sampler = Sampler(new SamplingOptions { TopP = 0.5 }, flat.Length);

        var seen = Enumerable.Range(0, 3_000).Select(_ => sampler.Next(flat, null)).ToHashSet();

        Assert.Equal(250, seen.Count);
    }

    [Fact]
    public void Temperature_flattens_and_sharpens()
    {
        Assert.True(Draw(new SamplingOptions { Temperature = 0.3 }, 2_000)[1] > 1_600);
        Assert.True(Draw(new SamplingOptions { Temperature = 50 }, 2_000)[2] > 300);
    }

    [Fact]
    public void A_mask_leaves_only_what_it_allows_and_penalties_cannot_undo_it()
    {
        var allowed = new TokenMask(5);
        allowed.Allow(2);
        var sampler = Sampler(new SamplingOptions { Temperature = 1, FrequencyPenalty = 2, RepetitionPenalty = 2, LogitBias = new Dictionary<int, double> { [1] = 100 } }, 5);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(2, sampler.Next(s_logits, allowed)));
    }

    [Fact]
    public void Frequency_counts_up_presence_counts_once_and_the_prompt_counts_for_repetition_only()
    {
        float[] logits = [1.0f, 0.9f];

        Assert.Equal([0, 1, 0, 1], Greedy(new SamplingOptions { FrequencyPenalty = 0.5 }, logits, 4));
        Assert.Equal([0, 1, 0, 0], Greedy(new SamplingOptions { PresencePenalty = 0.5 }, logits, 4));
        Assert.Equal([1], Greedy(new SamplingOptions { RepetitionPenalty = 2 }, logits, 1, prompt: 0));
        Assert.Equal([0], Greedy(new SamplingOptions { PresencePenalty = 2, FrequencyPenalty = 2 }, logits, 1, prompt: 0));
    }

    private static int[] Draw(SamplingOptions options, int times)
    {
        var sampler = Sampler(options, s_logits.Length);
        var counts = new int[s_logits.Length];
        for (var i = 0; i < times; i++)
        {
            counts[sampler.Next(s_logits, null)]++;
        }

        return counts;
    }

    private static int[] Greedy(SamplingOptions options, float[] logits, int times, params int[] prompt)
    {
        var sampler = new TokenSampler(SamplingPlan.From(options with { Temperature = 0 }, new SamplingOptions()), new Pcg32(1, 1), prompt, logits.Length);
        return [.. Enumerable.Range(0, times).Select(_ => sampler.Next(logits, null))];
    }

    private static TokenSampler Sampler(SamplingOptions options, int vocabulary) =>
        new(SamplingPlan.From(options, new SamplingOptions()), new Pcg32(1, 1), [], vocabulary);
}
