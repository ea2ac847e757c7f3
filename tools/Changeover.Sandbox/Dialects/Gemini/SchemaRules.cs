using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>What a schema must say beyond being well formed.</summary>
internal static class SchemaRules
{
    private static readonly Dictionary<string, string[]> Formats = new(StringComparer.Ordinal)
    {
        ["STRING"] = ["enum", "date-time"],
        ["NUMBER"] = ["float", "double"],
        ["INTEGER"] = ["int32", "int64"],
    };

    /// <summary>Every fault of the schema and of those inside it, each with its path.</summary>
    public static IEnumerable<string> Faults(JsonNode? node, string path)
    {
        if (node is not JsonObject schema) yield break;
        var type = (string?)schema["type"];
        var properties = schema["properties"] as JsonObject ?? [];

        if (type is null && schema["anyOf"] is null) yield return $"{path}.type: must be specified";
        if (type == "OBJECT" && properties.Count == 0) yield return $"{path}.properties: should be non-empty for OBJECT type";
        if (type is not (null or "OBJECT") && properties.Count > 0) yield return $"{path}.properties: only allowed for OBJECT type";
        if (type == "ARRAY" && schema["items"] is null) yield return $"{path}.items: missing field.";
        if (type is not (null or "STRING") && schema["enum"] is not null) yield return $"{path}.enum: only allowed for STRING type";
        if (type is not null && (string?)schema["format"] is { } format && Formats.GetValueOrDefault(type) is { } formats && !formats.Contains(format))
            yield return $"{path}.format: only '{formats[0]}' and '{formats[1]}' are supported for {type} type";

        foreach (var (value, index) in Items(schema, "enum"))
            if ((string?)value is "") yield return $"{path}.enum[{index}]: cannot be empty";
        foreach (var (name, index) in Items(schema, "required"))
            if (!properties.ContainsKey((string)name!)) yield return $"{path}.required[{index}]: property is not defined";

        var inner = properties.SelectMany(property => Faults(property.Value, $"{path}.properties[{property.Key}]"))
            .Concat(Faults(schema["items"], $"{path}.items"))
            .Concat(Items(schema, "anyOf").SelectMany(option => Faults(option.Item, $"{path}.any_of[{option.Index}]")));
        foreach (var fault in inner) yield return fault;
    }

    private static IEnumerable<(JsonNode? Item, int Index)> Items(JsonObject schema, string name) =>
        (schema[name] as JsonArray ?? []).Select((item, index) => (item, index));
}
