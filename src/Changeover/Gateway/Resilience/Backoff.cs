using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Resilience;

/// <summary>How long to pause before a retry: exponential with full jitter, or what the provider said.</summary>
public static class Backoff
{
    /// <summary>A timer may fire some milliseconds early, and a try that comes too early is refused again.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(20);

    /// <summary>Pause before the next try; null = the provider asks for longer than the route waits.</summary>
    /// <param name="config">The route's rule.</param>
    /// <param name="tries">Tries already made at this target, at least 1.</param>
    /// <param name="retryAfter">The provider's wish; null = none.</param>
    /// <param name="chance">0 to 1, drawn by the caller.</param>
    public static TimeSpan? Before(RetryConfig config, int tries, TimeSpan? retryAfter, double chance)
    {
        if (retryAfter > config.MaxBackoff)
        {
            return null;
        }

        var ceiling = config.Backoff * Math.Pow(2, Math.Min(tries - 1, 20));
        var jittered = (ceiling < config.MaxBackoff ? ceiling : config.MaxBackoff) * chance;
        return retryAfter > jittered ? retryAfter + Margin : jittered;
    }
}
