namespace Changeover.Measure.Pricing;

/// <summary>What each class of usage costs: tokens in units of the currency per million, all else per piece. null = the provider names no price of its own for it.</summary>
public sealed record PriceRates
{
    /// <summary>Per million prompt tokens.</summary>
    public decimal? Input { get; init; }

    /// <summary>Per million tokens read from the cache; null = as <see cref="Input"/>.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Per million tokens written to the cache for minutes; null = as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Per million tokens written to the cache for an hour; null = there is no such price, and such tokens are unpriced.</summary>
    public decimal? CacheWriteLong { get; init; }

    /// <summary>Per million prompt tokens of sound; null = unpriced.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Per million generated tokens; null = nothing is generated (embeddings).</summary>
    public decimal? Output { get; init; }

    /// <summary>Per million reasoning tokens; null = as <see cref="Output"/>.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Per million generated tokens of sound; null = unpriced.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Per picture made; null = unpriced.</summary>
    public decimal? Image { get; init; }

    /// <summary>Per search; null = unpriced.</summary>
    public decimal? Search { get; init; }

    /// <summary>Per request; null = none.</summary>
    public decimal? Request { get; init; }

    /// <summary>The sum in millionths of the currency's unit, exact; null = a class that was used has no price.</summary>
    internal decimal? Millionths(in BilledUsage usage)
    {
        decimal sum = 0;
        return Add(ref sum, usage.Input, Input)
            && Add(ref sum, usage.CacheRead, CacheRead ?? Input)
            && Add(ref sum, usage.CacheWrite, CacheWrite ?? Input)
            && Add(ref sum, usage.CacheWriteLong, CacheWriteLong)
            && Add(ref sum, usage.AudioInput, AudioInput)
            && Add(ref sum, usage.Output, Output)
            && Add(ref sum, usage.Reasoning, Reasoning ?? Output)
            && Add(ref sum, usage.AudioOutput, AudioOutput)
            && Add(ref sum, usage.Images, Image * 1_000_000)
            && Add(ref sum, usage.Searches, Search * 1_000_000)
            && Add(ref sum, usage.Requests, (Request ?? 0) * 1_000_000)
            ? sum
            : null;
    }

    /// <summary>The most that so many tokens can cost at these rates, one request's fee included, in millionths; null = there is no price for tokens of a kind that is asked for.</summary>
    internal decimal? MostMillionths(in PriceQuery query, long input, long output)
    {
        var dearestInput = Dearest(Dearest(Input, CacheRead), query.Audio == false ? null : AudioInput);
        if (query.Cache is null or CacheLifetime.Minutes or CacheLifetime.Hour)
        {
            dearestInput = Dearest(dearestInput, CacheWrite);
        }

        if (query.Cache is null or CacheLifetime.Hour)
        {
            dearestInput = Dearest(dearestInput, CacheWriteLong);
        }

        var dearestOutput = Dearest(Dearest(Output, Reasoning), query.Audio == false ? null : AudioOutput);
        decimal sum = (Request ?? 0) * 1_000_000;
        return Add(ref sum, input, dearestInput) && Add(ref sum, output, dearestOutput ?? (Input is null ? null : 0)) ? sum : null;
    }

    private static bool Add(ref decimal sum, long? count, decimal? rate)
    {
        if (count is null or 0)
        {
            return true;
        }

        if (rate is null)
        {
            return false;
        }

        sum += count.Value * rate.Value;
        return true;
    }

    private static decimal? Dearest(decimal? left, decimal? right) => left is null || right > left ? right : left;
}
