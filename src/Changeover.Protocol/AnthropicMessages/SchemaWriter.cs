using System.Text.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A tool's <c>input_schema</c>, which must be that of an object, and no choice among several (seen 2026-11).</summary>
internal static class SchemaWriter
{
    public static void Write(BlockOutput to, JsonElement? schema, string path)
    {
        if (schema is { ValueKind: JsonValueKind.Object } known && (to.IsOwn || IsOfObject(known)))
        {
            WriteObject(to, known, path);
            return;
        }

        if (schema is { ValueKind: JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False })
        {
            to.Losses.Emulated(path, "the input of a tool is an object, here one of any kind");
        }

        to.Json.WriteRawValue("""{"type":"object"}"""u8);
    }

    private static void WriteObject(BlockOutput to, JsonElement schema, string path)
    {
        to.Json.WriteStartObject();
        if (!to.IsOwn)
        {
            to.Json.WriteString("type", "object");
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!to.IsOwn && keyword.Name is "oneOf" or "anyOf" or "allOf")
            {
                to.Losses.Ignored($"{path}.{keyword.Name}", "no choice at the top of a tool's schema");
            }
            else if (to.IsOwn || keyword.Name != "type")
            {
                keyword.WriteTo(to.Json);
            }
        }

        to.Json.WriteEndObject();
    }

    /// <summary>A schema that does not say its type may be one of an object.</summary>
    private static bool IsOfObject(JsonElement schema) =>
        !schema.TryGetProperty("type", out JsonElement type)
        || (type.ValueKind == JsonValueKind.String && type.ValueEquals("object"))
        || (type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals("object")));
}
