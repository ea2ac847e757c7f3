namespace Changeover.Measure.Pricing;

/// <summary>What is known of a call beside its tokens. null = not known: a price then takes what is usual, a ceiling the dearest.</summary>
/// <param name="At">Start of the call.</param>
public readonly record struct PriceQuery(DateTimeOffset At)
{
    /// <summary>null = <see cref="ServiceTier.Standard"/> in a price.</summary>
    public ServiceTier? Tier { get; init; }

    /// <summary>Whether the model thinks first; null = it does not, in a price.</summary>
    public bool? Thinking { get; init; }

    /// <summary>The longest that the call asks the provider's cache to keep something. Only a ceiling asks: a price goes by what was written.</summary>
    public CacheLifetime? Cache { get; init; }

    /// <summary>Whether sound goes in or comes out. Only a ceiling asks.</summary>
    public bool? Audio { get; init; }
}
