using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Resilience;

/// <summary>Whether a target is far from its peers. A pure decision.</summary>
public static class OutlierRule
{
    /// <summary>It fails more often than its peers.</summary>
    public const string Fails = "fails";

    /// <summary>It is slower to its first content than its peers.</summary>
    public const string Slow = "slow";

    /// <summary>Why it is an outlier; null = it is none, or too little is known of it or of all its peers.</summary>
    public static string? Reason(PeerReading own, IEnumerable<PeerReading> peers, OutlierConfig config)
    {
        PeerReading[] known = [.. peers.Where(peer => peer.Attempts >= config.AtLeast)];
        if (own.Attempts < config.AtLeast || known.Length == 0)
        {
            return null;
        }

        if (own.FailureShare - Median([.. known.Select(peer => peer.FailureShare)]) >= config.FailuresAbove)
        {
            return Fails;
        }

        double[] times = [.. known.Where(peer => peer.Median is not null).Select(peer => peer.Median!.Value.TotalSeconds)];
        return own.Median is { } median && times.Length > 0 && median.TotalSeconds > config.TimesSlower * Median(times) ? Slow : null;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
