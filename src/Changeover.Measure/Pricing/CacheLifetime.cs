namespace Changeover.Measure.Pricing;

/// <summary>How long a provider's cache is asked to keep a prompt.</summary>
public enum CacheLifetime
{
    /// <summary>It is not asked.</summary>
    None,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>An hour.</summary>
    Hour,
}
