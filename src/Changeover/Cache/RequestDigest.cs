using System.Security.Cryptography;
using System.Text.Json;
using Changeover.Gateway;
using Changeover.Gateway.Upstream;

namespace Changeover.Cache;

/// <summary>
/// What makes two requests the same: everything. Who asks, under which configuration, of which targets, in which dialect and at which address, and the
/// whole body. Of the body only the order of its members and the white space between them do not count, and how a character is escaped.
/// </summary>
internal static class RequestDigest
{
    /// <summary>Headers that can change what is meant.</summary>
    private static readonly string[] Headers = ["anthropic-", "openai-", "x-changeover-"];

    /// <summary>SHA-256 in hex; null = the body holds text that is none.</summary>
    public static string? Of(Exchange exchange) => Of(Circumstances(exchange), exchange.Body.WrittenMemory);

    /// <summary>The same for a body and all that it comes with.</summary>
    internal static string? Of(IEnumerable<string?> circumstances, ReadOnlyMemory<byte> json)
    {
        using var text = new PooledBuffer(json.Length + 1024);
        try
        {
            using var body = JsonDocument.Parse(json);
            using var writer = new Utf8JsonWriter(text);
            writer.WriteStartArray();
            foreach (var part in circumstances)
            {
                writer.WriteStringValue(part);
            }

            Write(body.RootElement, writer);
            writer.WriteEndArray();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.WrittenSpan));
    }

    private static IEnumerable<string?> Circumstances(Exchange exchange)
    {
        var (request, client) = (exchange.Http.Request, exchange.Client);
        string?[] parts =
        [
            exchange.KeyId, exchange.Owner, exchange.Runtime.Snapshot.ConfigHash, exchange.Route!.Name,
            client.Dialect.Dialect.ToString(), client.Operation.ToString(), client.Address.Model, client.Address.Variant, client.Address.Stream?.ToString(),
            request.QueryString.Value, exchange.Bounds.Forced?.ToString(),
        ];
        return
        [
            .. parts,
            .. exchange.Route.Targets.Select(target => target.Upstream.Fingerprint),
            .. request.Headers.Where(header => Headers.Any(prefix => header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}"),
        ];
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                writer.WriteRawValue(element.GetRawText());
                break;
        }
    }
}
