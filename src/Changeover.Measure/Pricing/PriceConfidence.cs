namespace Changeover.Measure.Pricing;

/// <summary>How far a price row is to be believed.</summary>
public enum PriceConfidence
{
    /// <summary>From memory, by analogy, or at second hand.</summary>
    Unverified,

    /// <summary>Gathered from documents and other catalogues, not read again one by one.</summary>
    Compiled,

    /// <summary>Read at the named source.</summary>
    Read,

    /// <summary>The operator's own.</summary>
    Own,
}
