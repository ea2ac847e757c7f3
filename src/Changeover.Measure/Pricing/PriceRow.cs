using System.Collections.Immutable;

namespace Changeover.Measure.Pricing;

/// <summary>What one model of one provider costs, from when to when, under which conditions, and how that is known. Conditions that are null do not matter; of the rows that apply, the one with the most conditions holds.</summary>
public sealed record PriceRow
{
    /// <summary>Unique; stands in the records that it priced.</summary>
    public required string Id { get; init; }

    /// <summary>As in the configuration: <c>deepseek</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's name of the model; <c>*</c> stands for any text.</summary>
    public required string Model { get; init; }

    /// <summary>ISO 4217 code of the currency that the provider bills in, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>Rates of a call that no tier takes.</summary>
    public required PriceRates Rates { get; init; }

    /// <summary>Rates of long calls.</summary>
    public ImmutableArray<PriceTier> Tiers { get; init; } = [];

    /// <summary>First instant; null = always was.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>First instant after it; null = no end is known.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }

    /// <summary>For this service tier; null = <see cref="ServiceTier.Standard"/>.</summary>
    public ServiceTier Tier { get; init; }

    /// <summary>For calls that think, or that do not.</summary>
    public bool? Thinking { get; init; }

    /// <summary>For these times of day.</summary>
    public PriceClock? Clock { get; init; }

    /// <summary>How one call is rounded.</summary>
    public PriceRounding Rounding { get; init; } = PriceRounding.Nano;

    /// <summary>Where it is written.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which that was last looked at.</summary>
    public required DateOnly SeenOn { get; init; }

    /// <summary>How far it is to be believed.</summary>
    public required PriceConfidence Confidence { get; init; }

    /// <summary>Anything else worth knowing.</summary>
    public string? Note { get; init; }

    internal int Conditions => (Thinking is null ? 0 : 1) + (Clock is null ? 0 : 1);

    /// <summary>In force at that instant, by its dates alone.</summary>
    public bool InForce(DateTimeOffset at) => !(at < EffectiveFrom) && !(at >= EffectiveTo);

    /// <summary>Whether it prices such a call.</summary>
    internal bool Applies(in PriceQuery query) =>
        InForce(query.At)
        && Tier == (query.Tier ?? ServiceTier.Standard)
        && (Thinking is null || Thinking == (query.Thinking ?? false))
        && (Clock is null || Clock.Holds(query.At));

    /// <summary>Whether it may price such a call, as far as is known.</summary>
    internal bool MayApply(in PriceQuery query, DateTimeOffset at) =>
        InForce(at)
        && (query.Tier is null || Tier == query.Tier)
        && (Thinking is null || query.Thinking is null || Thinking == query.Thinking)
        && (Clock is null || Clock.Holds(at));

    /// <summary>Rates of a call of this length.</summary>
    internal PriceRates RatesFor(long input, long output)
    {
        for (var i = Tiers.Length - 1; i >= 0; i--)
        {
            if (Tiers[i].Takes(input, output))
            {
                return Tiers[i].Rates;
            }
        }

        return Rates;
    }
}
