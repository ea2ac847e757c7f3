using System.Net;
using Changeover.Gateway.Snapshot;
using Changeover.Keys;

namespace Changeover.Gateway.Policy;

/// <summary>What is known of callers under one snapshot: what a trusted proxy says of the country, then what the key says, then the configuration's defaults. Nothing is guessed.</summary>
internal sealed class CallerFacts(AccessConfig config)
{
    private readonly IPNetwork[] _trusted = [.. config.TrustedProxies.Select(IPNetwork.Parse)];

    /// <summary>What is known of one.</summary>
    public CallerAttributes Of(HttpContext http, Caller? caller)
    {
        var known = caller?.Attributes ?? CallerAttributes.Unknown;
        return (CountryOf(http) is { } country && country != known.Country ? known with { Country = country } : known).Or(config.Defaults);
    }

    private string? CountryOf(HttpContext http) =>
        config.CountryHeader is { } header
        && http.Request.Headers.TryGetValue(header, out var written)
        && written is [{ } text]
        && CountryCode.IsOne(text)
        && http.Connection.RemoteIpAddress is { } remote
        && Array.Exists(_trusted, network => network.Contains(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
            ? text
            : null;
}
