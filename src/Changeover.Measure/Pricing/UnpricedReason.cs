namespace Changeover.Measure.Pricing;

/// <summary>Why something has no price.</summary>
public enum UnpricedReason
{
    /// <summary>No row names this provider and model.</summary>
    NoPrice,

    /// <summary>Rows name the model, but none for this time, service tier or mode.</summary>
    NoPriceInForce,

    /// <summary>The row has no rate for a class that was used.</summary>
    NoRate,

    /// <summary>The provider did not say how many tokens there were.</summary>
    UsageNotReported,

    /// <summary>No exchange rate leads to the currency that was asked for.</summary>
    NoExchangeRate,

    /// <summary>A count or the amount is beyond what one call can have.</summary>
    OutOfRange,
}
