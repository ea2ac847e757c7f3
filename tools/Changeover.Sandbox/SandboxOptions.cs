namespace Changeover.Sandbox;

/// <summary>What is fixed when a sandbox starts.</summary>
public sealed record SandboxOptions
{
    /// <summary>Address of the provider; loopback only, port 0 = any free one.</summary>
    public Uri ProviderUrl { get; init; } = new("http://127.0.0.1:0");

    /// <summary>Address of the control port; loopback only, port 0 = any free one.</summary>
    public Uri ControlUrl { get; init; } = new("http://127.0.0.1:0");

    /// <summary>The behaviour at the start and after a reset.</summary>
    public Behaviour Behaviour { get; init; } = new();

    /// <summary>The id of the one secret that Hunyuan's signatures may be made with.</summary>
    public string TencentSecretId { get; init; } = "AKIDsandbox";

    /// <summary>The secret key that belongs to <see cref="TencentSecretId"/>.</summary>
    public string TencentSecretKey { get; init; } = "sandbox-secret-key";

    /// <summary>Requests that the journal keeps; older ones are forgotten, the totals are not.</summary>
    public int JournalCapacity { get; init; } = 1_000;

    /// <summary>Largest accepted request body in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Drives every delay and every time stamp.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
