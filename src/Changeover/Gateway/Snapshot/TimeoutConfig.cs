namespace Changeover.Gateway.Snapshot;

/// <summary>The three clocks of an attempt. There is no total timeout: a long answer that keeps coming is fine.</summary>
public sealed record TimeoutConfig
{
    /// <summary>TCP and TLS. Default 5 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request's last byte to the first content (stream) or the whole body (buffered). Default 120 s.</summary>
    public TimeSpan FirstContent { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Longest silence inside an answer. Default 60 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);
}
