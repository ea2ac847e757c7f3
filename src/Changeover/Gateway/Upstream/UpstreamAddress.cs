using System.Net.Http.Headers;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Where a request goes and how it authenticates: the only place where a secret is revealed.</summary>
internal static class UpstreamAddress
{
    private const string Bearer = "Authorization";

    /// <summary>Full address of an operation.</summary>
    public static Uri Of(UpstreamModel model, AddressKey at) => DialectPaths.Of(at) is { } place
        ? Of(model, place.Path, place.Query)
        : Of(model, model.Provider.Path(at.Operation, at.RequestModel), query: null);

    /// <summary>Full address of a path below the base URL. Where the query names a parameter of the upstream's own, the upstream's holds.</summary>
    public static Uri Of(UpstreamModel model, string path, string? query)
    {
        var address = new UriBuilder(new Uri(model.BaseUrl!, path));
        var parameters = model.Config.Query.Select(each => $"{Uri.EscapeDataString(each.Key)}={Uri.EscapeDataString(each.Value)}").ToList();
        if (!string.IsNullOrEmpty(query))
        {
            parameters.InsertRange(0, query.TrimStart('?').Split('&').Where(each => !model.Config.Query.ContainsKey(Uri.UnescapeDataString(each.Split('=', 2)[0]))));
        }

        if (parameters.Count > 0)
        {
            address.Query = string.Join('&', parameters);
        }

        return address.Uri;
    }

    /// <summary>Adds the credential, the provider's own headers and the configured ones, which hold where both name one. Nothing of the client's own headers is forwarded.</summary>
    public static void Authorize(HttpRequestHeaders headers, UpstreamModel model, Operation operation, bool streams)
    {
        headers.TryAddWithoutValidation("User-Agent", "changeover/0.1");
        if (model.Credential is { } credential && HeaderOf(model.Provider.Auth) is { } header)
        {
            headers.TryAddWithoutValidation(header, header == Bearer ? "Bearer " + credential.Reveal() : credential.Reveal());
        }

        foreach (var (name, value) in model.Headers)
        {
            headers.TryAddWithoutValidation(name, value.Reveal());
        }

        foreach (var (name, value) in model.Provider.Headers(operation, streams))
        {
            if (!headers.NonValidated.Contains(name))
            {
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static string? HeaderOf(AuthScheme scheme) => scheme switch
    {
        AuthScheme.Bearer => Bearer,
        AuthScheme.ApiKeyHeader => "api-key",
        AuthScheme.AnthropicKeyHeader => "x-api-key",
        AuthScheme.GoogleKeyHeader => "x-goog-api-key",
        _ => null,
    };
}
