using Changeover.Providers;

namespace Changeover.Gateway.Snapshot;

/// <summary>One connection as it runs.</summary>
public sealed record UpstreamModel
{
    /// <summary>Name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of everything that makes the connection what it is, credential included: health and sockets outlive a reload that leaves it equal. Never printed.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>As written.</summary>
    public required UpstreamConfig Config { get; init; }

    /// <summary>What is known of its provider.</summary>
    public required Provider Provider { get; init; }

    /// <summary>Configured or the provider's own; ends in <c>/</c>. null for the embedded provider.</summary>
    public required Uri? BaseUrl { get; init; }

    /// <summary>Read from the reference; null = none.</summary>
    public required Secret? Credential { get; init; }

    /// <summary>Who makes what comes from here: the provider, or the address where the provider is only a dialect. Without dots.</summary>
    public string Maker => Provider.BaseUrl is null && BaseUrl is not null ? BaseUrl.Authority.Replace('.', '_') : Provider.Name;

    /// <summary>Everything that must not be shown: the credential, also in its parts, and the headers' values.</summary>
    public IEnumerable<Secret> Secrets => Headers.Select(header => header.Value).Concat(Credential is null ? [] : [Credential, .. PartsOf(Credential)]);

    /// <summary>Headers with references resolved.</summary>
    public required IReadOnlyList<KeyValuePair<string, Secret>> Headers { get; init; }

    private IEnumerable<Secret> PartsOf(Secret credential) => Provider.Auth == AuthScheme.Tc3 && Tc3Credential.TryParse(credential.Reveal(), out var halves)
        ? [new Secret(halves.SecretId), new Secret(halves.SecretKey)]
        : [];
}
