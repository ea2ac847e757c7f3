namespace Changeover.Gateway.Snapshot;

/// <summary>Retries at the same target, before the commit point only.</summary>
public sealed record RetryConfig
{
    /// <summary>Tries at one target, the first included. Default 2.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>First pause; doubles each time, with full jitter. Default 200 ms.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause. A provider's <c>Retry-After</c> above it means: next target now. Default 5 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);
}
