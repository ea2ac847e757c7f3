using System.Net.Http.Headers;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Gateway.Upstream;

/// <summary>A request to an endpoint that Changeover does not know: method, path and body go on as they are, the credential is the upstream's.</summary>
/// <param name="Method">The client's.</param>
/// <param name="Path">Below <c>/v1/</c>.</param>
/// <param name="Query">With its question mark; empty = none.</param>
/// <param name="ContentType">The client's; null = no body.</param>
internal sealed record PassThroughRequest(HttpMethod Method, string Path, string Query, MediaTypeHeaderValue? ContentType)
{
    /// <summary>Reads it off the client's request.</summary>
    public static PassThroughRequest Of(HttpRequest request) => new(
        new HttpMethod(request.Method),
        request.Path.Value!["/v1/".Length..],
        request.QueryString.Value ?? "",
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null);

    /// <summary>Whether the body has a <c>model</c> to be replaced.</summary>
    public bool IsJsonObject(ReadOnlySpan<byte> body) => ContentType?.MediaType is "application/json" && ModelOf(body) is not null;

    /// <summary>Which route it belongs to: the header, the body's <c>model</c>, or the only route that passes through. null = none that does.</summary>
    public static RequestOutline? Outline(HttpRequest request, ReadOnlySpan<byte> body, GatewaySnapshot snapshot)
    {
        var named = request.Headers.TryGetValue(GatewayHeaders.Route, out var header) ? header.ToString() : request.HasJsonContentType() ? ModelOf(body) : null;
        var open = snapshot.Routes.Values.Where(route => route.Config.PassThrough && (named is null || route.Name == named)).Take(2).ToList();
        return open.Count == 1 ? new RequestOutline { OriginalModel = open[0].Name, Members = default } : null;
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
