using Changeover.Providers;

namespace Changeover.Gateway.Snapshot;

/// <summary>One connection as it runs. Two models with equal <see cref="Name"/>, <see cref="Config"/> and credential are the same connection: its state outlives a reload.</summary>
public sealed record UpstreamModel
{
    /// <summary>Name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>As written.</summary>
    public required UpstreamConfig Config { get; init; }

    /// <summary>What is known of its provider.</summary>
    public required Provider Provider { get; init; }

    /// <summary>Configured or the provider's own; ends in <c>/</c>. null for the embedded provider.</summary>
    public required Uri? BaseUrl { get; init; }

    /// <summary>Read from the reference; null = none.</summary>
    public required Secret? Credential { get; init; }

    /// <summary>Headers with references resolved.</summary>
    public required IReadOnlyList<KeyValuePair<string, Secret>> Headers { get; init; }
}
