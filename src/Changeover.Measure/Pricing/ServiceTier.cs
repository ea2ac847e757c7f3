namespace Changeover.Measure.Pricing;

/// <summary>How soon the provider must answer, which it prices.</summary>
public enum ServiceTier
{
    /// <summary>The usual.</summary>
    Standard,

    /// <summary>Within a day, at a discount.</summary>
    Batch,

    /// <summary>When there is room, at a discount.</summary>
    Flex,

    /// <summary>Before others, at a premium.</summary>
    Priority,
}
