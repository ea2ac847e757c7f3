using System.Net.Http.Headers;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.OpenAIChat;
using Microsoft.AspNetCore.Http.Features;

namespace Changeover.Gateway.Upstream;

/// <summary>A request to an endpoint that Changeover does not know: method, path and body go on as they are, the credential is the upstream's.</summary>
/// <param name="Method">The client's.</param>
/// <param name="Path">Below <c>/v1/</c>, relative and as it was sent.</param>
/// <param name="Query">With its question mark; empty = none.</param>
/// <param name="ContentType">The client's; null = no body.</param>
internal sealed record PassThroughRequest(HttpMethod Method, string Path, string Query, MediaTypeHeaderValue? ContentType)
{
    private const string Root = "/v1/";

    /// <summary>Reads it off a client's request that has an <see cref="Outline"/>.</summary>
    public static PassThroughRequest Of(HttpRequest request) => new(
        new HttpMethod(request.Method),
        PathOf(request)!,
        request.QueryString.Value ?? "",
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null);

    /// <summary>Whether the body has a <c>model</c> to be replaced.</summary>
    public bool IsJsonObject(ReadOnlySpan<byte> body) => ContentType?.MediaType is "application/json" && ModelOf(body) is not null;

    /// <summary>Which route it belongs to: the header, the body's <c>model</c>, or the only route that passes through. null = none that does, or no path that may be passed.</summary>
    public static RequestOutline? Outline(HttpRequest request, ReadOnlySpan<byte> body, GatewaySnapshot snapshot)
    {
        if (PathOf(request) is null)
        {
            return null;
        }

        var named = request.Headers.TryGetValue(GatewayHeaders.Route, out var header) ? header.ToString() : request.HasJsonContentType() ? ModelOf(body) : null;
        var open = snapshot.Routes.Values.Where(route => route.Config.PassThrough && (named is null || route.Name == named)).Take(2).ToList();
        return open.Count == 1 ? new RequestOutline { OriginalModel = open[0].Name, Members = default } : null;
    }

    /// <summary>null = however often it is decoded on its way, it could be read as another host or as a way out of the provider's own paths: the credential must not go there.</summary>
    private static string? PathOf(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0];
        if (!target.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var read = target[Root.Length..];
        for (var decoded = Uri.UnescapeDataString(read); decoded != read; decoded = Uri.UnescapeDataString(read))
        {
            read = decoded;
        }

        return read.Split('/', '\\').Any(segment => segment is "" or "." or "..") ? null : $"./{target[Root.Length..]}";
    }

    private static string? ModelOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                reader.Read();
                if (isModel)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Not ours to judge: the upstream will.
        }

        return null;
    }
}
