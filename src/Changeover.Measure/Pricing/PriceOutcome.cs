namespace Changeover.Measure.Pricing;

/// <summary>A cost, or why there is none. What has no price is never zero.</summary>
public readonly record struct PriceOutcome
{
    private PriceOutcome(Cost? cost, UnpricedReason? reason) => (Cost, Reason) = (cost, reason);

    /// <summary>null = see <see cref="Reason"/>.</summary>
    public Cost? Cost { get; }

    /// <summary>Why there is no cost; null = there is one.</summary>
    public UnpricedReason? Reason { get; }

    /// <summary>There is a cost.</summary>
    public static implicit operator PriceOutcome(Cost cost) => new(cost, null);

    /// <summary>There is none.</summary>
    public static implicit operator PriceOutcome(UnpricedReason reason) => new(null, reason);

    /// <summary>There is a cost.</summary>
    public static PriceOutcome Of(Cost cost) => cost;

    /// <summary>There is none.</summary>
    public static PriceOutcome Unpriced(UnpricedReason reason) => reason;
}
