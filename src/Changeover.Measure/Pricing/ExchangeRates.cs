using System.Collections.Immutable;

namespace Changeover.Measure.Pricing;

/// <summary>What one unit of a currency is worth in another, from a day on.</summary>
/// <param name="From">ISO 4217 code, upper case.</param>
/// <param name="To">ISO 4217 code, upper case.</param>
/// <param name="Rate">Units of <paramref name="To"/> for one of <paramref name="From"/>; above 0.</param>
/// <param name="Since">First day, UTC.</param>
public sealed record ExchangeRate(string From, string To, decimal Rate, DateOnly Since);

/// <summary>The operator's exchange rates. The latest that began holds, in either direction; no two are chained.</summary>
/// <param name="rates">In any order.</param>
public sealed class ExchangeRates(IEnumerable<ExchangeRate> rates)
{
    private readonly ImmutableArray<ExchangeRate> _latestFirst = [.. rates.OrderByDescending(rate => rate.Since)];

    /// <summary>No rates: only what is in the right currency already has a price.</summary>
    public static ExchangeRates None { get; } = new([]);

    /// <summary>The same cost in another currency; nothing is nothing in any. Rounded to the nearest nano-unit, halves up.</summary>
    public PriceOutcome Convert(PriceOutcome outcome, string currency, DateTimeOffset at)
    {
        if (outcome.Cost is not { } cost || cost.Currency == currency)
        {
            return outcome;
        }

        if (cost.NanoUnits == 0)
        {
            return cost with { Currency = currency };
        }

        var day = DateOnly.FromDateTime(at.UtcDateTime);
        foreach (var rate in _latestFirst)
        {
            if (rate.Since <= day && rate.From == cost.Currency && rate.To == currency)
            {
                return Rounded(cost, currency, cost.NanoUnits * rate.Rate);
            }

            if (rate.Since <= day && rate.To == cost.Currency && rate.From == currency)
            {
                return Rounded(cost, currency, cost.NanoUnits / rate.Rate);
            }
        }

        return UnpricedReason.NoExchangeRate;
    }

    private static PriceOutcome Rounded(Cost cost, string currency, decimal nano)
    {
        var whole = decimal.Round(nano, MidpointRounding.AwayFromZero);
        return whole <= long.MaxValue ? cost with { NanoUnits = (long)whole, Currency = currency } : UnpricedReason.OutOfRange;
    }
}
