using System.Collections.Immutable;

namespace Changeover.Measure.Pricing;

/// <summary>Everything known of what one model costs. Immutable; pricing a call allocates nothing.</summary>
public sealed class ModelPrices
{
    /// <summary>A ceiling holds for calls that start up to this long after the instant that it is asked for.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    /// <summary>A clock's span and a price's time in force last at least this long, so that a ceiling that looks this often misses none.</summary>
    public static readonly TimeSpan ShortestSpan = TimeSpan.FromMinutes(15);

    private readonly ImmutableArray<ImmutableArray<PriceRow>> _ranks;

    /// <param name="ranks">Rows that name the model, the ones that win first. A rank counts while none before it has a row in force.</param>
    internal ModelPrices(ImmutableArray<ImmutableArray<PriceRow>> ranks) => _ranks = ranks;

    /// <summary>Nothing is known.</summary>
    public static ModelPrices None { get; } = new([]);

    /// <summary>Every row that names the model, the ones that win first.</summary>
    public IEnumerable<PriceRow> Rows => _ranks.SelectMany(rank => rank);

    /// <summary>What a call cost. Rounded once, as the row says.</summary>
    public PriceOutcome Price(in PriceQuery query, in BilledUsage usage)
    {
        if (_ranks.IsEmpty)
        {
            return UnpricedReason.NoPrice;
        }

        if (RowFor(query) is not { } row)
        {
            return UnpricedReason.NoPriceInForce;
        }

        if (usage.Input is null || (usage.Output is null && row.Rates.Output is not null))
        {
            return UnpricedReason.UsageNotReported;
        }

        if (!usage.IsPlausible)
        {
            return UnpricedReason.OutOfRange;
        }

        return row.RatesFor(usage.AllInput, usage.AllOutput).Millionths(usage) is { } millionths ? Rounded(row, millionths) : UnpricedReason.NoRate;
    }

    /// <summary>A cost that no call with at most so many tokens exceeds: at the dearest row that may apply from <see cref="PriceQuery.At"/> on for <see cref="Horizon"/>, at its dearest tier and class. Pictures and searches are not in it. All rows that may apply must bill in one currency.</summary>
    /// <param name="query">What is known of the call.</param>
    /// <param name="inputTokens">Most prompt tokens.</param>
    /// <param name="outputTokens">Most generated tokens.</param>
    public PriceOutcome Ceiling(in PriceQuery query, long inputTokens, long outputTokens)
    {
        if (_ranks.IsEmpty)
        {
            return UnpricedReason.NoPrice;
        }

        if (inputTokens is < 0 or > BilledUsage.Most || outputTokens is < 0 or > BilledUsage.Most)
        {
            return UnpricedReason.OutOfRange;
        }

        PriceOutcome most = UnpricedReason.NoPriceInForce;
        for (var after = TimeSpan.Zero; after <= Horizon; after += ShortestSpan)
        {
            var at = query.At + after;
            foreach (var row in RankAt(at))
            {
                if (row.MayApply(query, at) && !Raise(ref most, CeilingOf(row, query, inputTokens, outputTokens)))
                {
                    return most;
                }
            }
        }

        return most;
    }

    /// <summary>The row that prices such a call; null = none is in force for it.</summary>
    public PriceRow? RowFor(in PriceQuery query)
    {
        PriceRow? best = null;
        foreach (var row in RankAt(query.At))
        {
            if (row.Applies(query) && (best is null || row.Conditions > best.Conditions))
            {
                best = row;
            }
        }

        return best;
    }

    private ImmutableArray<PriceRow> RankAt(DateTimeOffset at)
    {
        foreach (var rank in _ranks)
        {
            foreach (var row in rank)
            {
                if (row.InForce(at))
                {
                    return rank;
                }
            }
        }

        return [];
    }

    private static PriceOutcome CeilingOf(PriceRow row, in PriceQuery query, long input, long output)
    {
        var most = row.Rates.MostMillionths(query, input, output);
        foreach (var tier in row.Tiers)
        {
            if (most is not null && tier.Takes(input, output))
            {
                most = tier.Rates.MostMillionths(query, input, output) is { } millionths ? Math.Max(most.Value, millionths) : null;
            }
        }

        return most is null ? UnpricedReason.NoRate : Rounded(row, most.Value);
    }

    /// <summary>Keeps the larger; false = there is no bound.</summary>
    private static bool Raise(ref PriceOutcome most, PriceOutcome candidate)
    {
        if (most.Cost is { } known && candidate.Cost is { } cost)
        {
            if (known.Currency != cost.Currency)
            {
                most = UnpricedReason.NoExchangeRate;
                return false;
            }

            most = cost.NanoUnits > known.NanoUnits ? candidate : most;
            return true;
        }

        most = candidate;
        return candidate.Cost is not null;
    }

    private static PriceOutcome Rounded(PriceRow row, decimal millionths) =>
        row.Rounding.Round(millionths) is { } nano ? new Cost(nano, row.Currency, row.Id) : UnpricedReason.OutOfRange;
}
