using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>The same text for the same JSON.</summary>
internal static class CanonicalJson
{
    public static string Of(string json) => Sorted(JsonNode.Parse(json))?.ToJsonString() ?? "null";

    public static bool TryOf(string text, [NotNullWhen(true)] out string? json)
    {
        try
        {
            json = Of(text);
        }
        catch (JsonException)
        {
            json = null;
        }

        return json is not null;
    }

    /// <summary>Nothing is an empty object; what is no JSON is told as it is.</summary>
    public static string OfArguments(string arguments) => string.IsNullOrWhiteSpace(arguments) ? "{}" : TryOf(arguments, out string? json) ? json : arguments;

    /// <summary>The schema of any object is none.</summary>
    public static string OfParameters(string? schema)
    {
        string json = Of(schema ?? "{}");
        return json is "null" or "{}" or """{"type":"object"}""" or """{"properties":{},"type":"object"}""" ? "any" : json;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out JsonElement number) && decimal.TryParse(number.GetRawText(), out decimal exact) => JsonValue.Create(exact / 1.000000000000000000000000000000m),
        _ => node?.DeepClone(),
    };
}
