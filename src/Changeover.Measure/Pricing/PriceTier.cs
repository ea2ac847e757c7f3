namespace Changeover.Measure.Pricing;

/// <summary>Other rates for the whole call once it is long. A call takes the last tier of its row whose bounds it has passed.</summary>
/// <param name="Rates">The rates.</param>
public sealed record PriceTier(PriceRates Rates)
{
    /// <summary>Prompt tokens, cached ones included, that must be passed; null = none.</summary>
    public long? InputBound { get; init; }

    /// <summary>Generated tokens that must be passed; null = none.</summary>
    public long? OutputBound { get; init; }

    /// <summary>The bounds themselves belong to the tier ("from 32k on"); otherwise it begins one token later ("above 32k").</summary>
    public bool Inclusive { get; init; }

    internal bool Takes(long input, long output) => Passes(input, InputBound) && Passes(output, OutputBound);

    private bool Passes(long count, long? bound) => bound is null || count > bound || (Inclusive && count == bound);
}
