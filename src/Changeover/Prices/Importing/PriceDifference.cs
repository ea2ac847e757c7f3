using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>Where a foreign price is not ours.</summary>
/// <param name="Theirs">As they have it.</param>
/// <param name="Ours">The row that holds here; null = we have none.</param>
/// <param name="Rate">Which rate differs; null = the currency does, or we have no row.</param>
/// <param name="TheirRate">Theirs; null = none.</param>
/// <param name="OurRate">Ours; null = none.</param>
internal sealed record PriceDifference(PriceEntry Theirs, PriceRow? Ours, string? Rate, decimal? TheirRate, decimal? OurRate)
{
    private const decimal Tolerance = 0.01m;

    /// <summary>A price for what has none here. It contradicts nothing.</summary>
    public bool IsNew => Ours is null;

    /// <summary>Part of ours by which theirs is off; null = not to be said.</summary>
    public decimal? Off => OurRate > 0 && TheirRate is not null ? TheirRate / OurRate - 1 : null;

    /// <summary>How a price in force at that instant differs from ours: by a hundredth or more in a rate that both have, or in its currency. Prices for other times or tiers are not compared.</summary>
    public static IEnumerable<PriceDifference> Of(PriceEntry theirs, PriceBook book, DateTimeOffset at)
    {
        if (theirs.Clock is not null || theirs.From > at || theirs.To <= at)
        {
            return [];
        }

        var ours = book.For(theirs.Provider, theirs.Model).Rows.FirstOrDefault(row => row.InForce(at) && row.Clock is null && row.Tier == theirs.ServiceTier && row.Thinking != true);
        if (ours is null)
        {
            return [new PriceDifference(theirs, null, null, null, null)];
        }

        return ours.Currency != theirs.Currency
            ? [new PriceDifference(theirs, ours, null, null, null)]
            : Named(theirs.Rates).Zip(Named(ours.Rates))
                .Where(pair => pair.First.Rate is not null && pair.Second.Rate is not null && Differ(pair.First.Rate.Value, pair.Second.Rate.Value))
                .Select(pair => new PriceDifference(theirs, ours, pair.First.Name, pair.First.Rate, pair.Second.Rate));
    }

    private static bool Differ(decimal theirs, decimal ours) => Math.Abs(theirs - ours) >= Tolerance * ours && theirs != ours;

    private static IEnumerable<(string Name, decimal? Rate)> Named(PriceRates rates) =>
    [
        ("input", rates.Input), ("cache_read", rates.CacheRead), ("cache_write", rates.CacheWrite), ("cache_write_long", rates.CacheWriteLong),
        ("audio_input", rates.AudioInput), ("output", rates.Output), ("reasoning", rates.Reasoning ?? rates.Output), ("audio_output", rates.AudioOutput),
    ];
}
