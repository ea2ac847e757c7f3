using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>What a JSON Schema must be for <c>strict: true</c>: closed objects whose properties are all required.</summary>
internal static class StrictSchema
{
    /// <returns>The first fault in OpenAI's words; null when there is none.</returns>
    public static string? Fault(JsonObject schema) => Fault(schema, "");

    private static string? Fault(JsonNode? node, string context)
    {
        if (node is not JsonObject schema) return null;
        if (schema["type"]?.ToString() == "object")
        {
            if (schema["additionalProperties"] is not JsonValue open || !open.TryGetValue<bool>(out var isOpen) || isOpen)
                return $"In context=({context}), 'additionalProperties' is required to be supplied and to be false.";
            var required = (schema["required"] as JsonArray ?? []).Select(name => name?.ToString()).ToList();
            if ((schema["properties"] as JsonObject ?? []).Select(property => property.Key).Except(required, StringComparer.Ordinal).FirstOrDefault() is { } missing)
                return $"In context=({context}), 'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
        }
        return Children(schema).Select(child => Fault(child.Node, context.Length == 0 ? child.Context : $"{context}, {child.Context}")).FirstOrDefault(fault => fault is not null);
    }

    private static IEnumerable<(string Context, JsonNode? Node)> Children(JsonObject schema)
    {
        foreach (var group in new[] { "properties", "$defs" })
            foreach (var (name, child) in schema[group] as JsonObject ?? []) yield return ($"'{group}', '{name}'", child);
        foreach (var (index, child) in (schema["anyOf"] as JsonArray ?? []).Index()) yield return ($"'anyOf', '{index}'", child);
        yield return ("'items'", schema["items"]);
    }
}
