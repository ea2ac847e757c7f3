using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Changeover.Gateway.Snapshot.Options;
using Changeover.Keys.Limits;
using Changeover.Providers;

namespace Changeover.Gateway.Snapshot;

/// <summary>Turns a checked configuration into what runs.</summary>
public static class SnapshotCompiler
{
    /// <summary>Compiles a configuration. What the check refuses throws here: an unknown provider or upstream, an unreadable credential.</summary>
    /// <param name="config">A configuration without faults.</param>
    /// <param name="providers">Known providers, by name.</param>
    /// <param name="credentials">Reads what references name.</param>
    public static GatewaySnapshot Compile(ChangeoverConfig config, IReadOnlyDictionary<string, Provider> providers, CredentialReader credentials)
    {
        var upstreams = config.Upstreams.ToFrozenDictionary(pair => pair.Key, pair => Upstream(pair.Key, pair.Value, providers[pair.Value.Provider], credentials), StringComparer.Ordinal);
        return new GatewaySnapshot
        {
            ConfigHash = HashOf(config),
            Config = config,
            Upstreams = upstreams,
            Limits = new LimitBook(config.Limits),
            Routes = config.Routes.ToFrozenDictionary(pair => pair.Key, pair => Route(pair.Key, pair.Value, config.Server.MaxBody, upstreams), StringComparer.Ordinal),
        };
    }

    /// <summary>What <see cref="GatewaySnapshot.ConfigHash"/> of a configuration is.</summary>
    internal static string HashOf(ChangeoverConfig config) => Hash(Canonical.Form(ChangeoverOptions.All.Show(config)))[..12];

    private static RouteModel Route(string name, RouteConfig config, long maxBody, FrozenDictionary<string, UpstreamModel> upstreams) =>
        new(name, config, [.. config.Targets.Select(target => new TargetModel(upstreams[target.Upstream], target.Model, target.Weight))], config.MaxBody ?? maxBody)
        {
            Redact = [.. config.Redact.Select(RedactionRule.Compile)],
        };

    private static UpstreamModel Upstream(string name, UpstreamConfig config, Provider provider, CredentialReader credentials)
    {
        var credential = config.Credential is null ? null : Readable(credentials.Read(config.Credential));
        var headers = config.Headers.Select(pair => KeyValuePair.Create(pair.Key, Readable(credentials.Expand(pair.Value)))).ToArray();
        return new UpstreamModel
        {
            Name = name,
            Fingerprint = Fingerprint(name, config, credential, headers),
            Config = config,
            Provider = provider,
            BaseUrl = WithSlash(config.BaseUrl ?? provider.BaseUrl),
            Credential = credential,
            Headers = headers,
        };
    }

    private static Secret Readable(CredentialReading reading) => reading.Value ?? throw new InvalidOperationException(reading.Problem);

    private static Uri? WithSlash(Uri? url) => url is null || url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");

    private static string Fingerprint(string name, UpstreamConfig config, Secret? credential, IEnumerable<KeyValuePair<string, Secret>> headers) =>
        Hash(string.Join('\0', [name, Canonical.Form(UpstreamOptions.All.Show(config)), credential?.Reveal() ?? "", .. headers.Select(pair => pair.Value.Reveal())]));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
