using System.Net.Http.Headers;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Where a request goes and how it authenticates: the only place where a secret is revealed.</summary>
internal static class UpstreamAddress
{
    /// <summary>Full address of an operation.</summary>
    public static Uri Of(UpstreamModel model, Operation operation, string requestModel) =>
        Of(model, model.Provider.Path(operation, requestModel), query: null);

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

    /// <summary>Adds the credential and the configured headers. Nothing of the client's own headers is forwarded.</summary>
    public static void Authorize(HttpRequestHeaders headers, UpstreamModel model)
    {
        headers.TryAddWithoutValidation("User-Agent", "changeover/0.1");
        if (model.Credential is { } credential && model.Provider.Auth != AuthScheme.None)
        {
            var (name, value) = model.Provider.Auth == AuthScheme.ApiKeyHeader
                ? ("api-key", credential.Reveal())
                : ("Authorization", "Bearer " + credential.Reveal());
            headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in model.Headers)
        {
            headers.TryAddWithoutValidation(name, value.Reveal());
        }
    }
}
