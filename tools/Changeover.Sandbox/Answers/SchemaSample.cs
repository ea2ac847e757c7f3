using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Answers;

/// <summary>Makes a value that a plain JSON Schema accepts: types, properties, items, enum, const, anyOf, local references.</summary>
internal static class SchemaSample
{
    private const int MaxDepth = 16;

    public static JsonNode? Make(JsonNode? schema, string text) => Make(schema, schema, text, 0);

    private static JsonNode? Make(JsonNode? schema, JsonNode? root, string text, int depth)
    {
        if (schema is not JsonObject rules || depth > MaxDepth) return new JsonObject();
        if (rules["$ref"] is JsonValue reference) return Make(Resolve(root, (string)reference!), root, text, depth + 1);
        if (rules.TryGetPropertyValue("const", out var only)) return only?.DeepClone();
        if (rules["enum"] is JsonArray { Count: > 0 } values) return values[0]?.DeepClone();
        if (rules["anyOf"] is JsonArray { Count: > 0 } choices) return Make(choices[0], root, text, depth + 1);

        return TypeOf(rules) switch
        {
            "string" => text,
            "integer" => (int?)rules["minimum"] ?? 1,
            "number" => (double?)rules["minimum"] ?? 0.5,
            "boolean" => true,
            "null" => null,
            "array" => new JsonArray(Make(rules["items"], root, text, depth + 1)),
            _ => Object(rules, root, text, depth),
        };
    }

    private static JsonObject Object(JsonObject rules, JsonNode? root, string text, int depth)
    {
        var value = new JsonObject();
        foreach (var (name, property) in rules["properties"] as JsonObject ?? []) value[name] = Make(property, root, text, depth + 1);
        return value;
    }

    /// <summary>In lower case; Google writes types in capitals.</summary>
    private static string? TypeOf(JsonObject rules) => (rules["type"] switch
    {
        JsonArray { Count: > 0 } types => (string?)types[0],
        JsonValue type => (string?)type,
        _ => null,
    })?.ToLowerInvariant();

    private static JsonNode? Resolve(JsonNode? root, string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (node, step) => (node as JsonObject)?[step]);
}
