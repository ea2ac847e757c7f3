namespace Changeover.Gateway.Resilience;

/// <summary>What is known of one target when it is compared with its peers.</summary>
/// <param name="Attempts">Attempts lately that succeeded or failed.</param>
/// <param name="Failures">Those of them that failed.</param>
/// <param name="Median">Median time to first content; null = too few are known.</param>
public readonly record struct PeerReading(int Attempts, int Failures, TimeSpan? Median)
{
    /// <summary>Share of failures, 0 to 1.</summary>
    public double FailureShare => Attempts == 0 ? 0 : (double)Failures / Attempts;
}
