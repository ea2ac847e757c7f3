using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>
/// Between JSON Schema and Gemini's <c>Schema</c>, a subset of OpenAPI 3.0's that every Gemini model takes: one type in capitals, <c>nullable</c>,
/// enumerations of strings, no references. Source: ai.google.dev/api/caching#Schema and the refusals of the API (seen 2026-11).
/// </summary>
public static class GeminiSchema
{
    /// <summary>Gemini's form → JSON Schema. Nothing is lost; what JSON Schema does not know (<c>propertyOrdering</c>) stays as a keyword.</summary>
    /// <param name="schema">A <c>Schema</c>, in camel or in snake case.</param>
    public static JsonElement ToJsonSchema(JsonElement schema)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, JsonOutput.Options))
        {
            SchemaReader.Write(json, schema);
        }

        using JsonDocument document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>JSON Schema → Gemini's form. References are put in place, and recursion is cut where it begins anew.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="schema">Any JSON Schema; its root holds the definitions that it refers to.</param>
    /// <param name="path">Where it stands in the request, for the losses.</param>
    /// <param name="losses">Receives each keyword that Gemini refuses, once for the whole schema.</param>
    public static void Write(Utf8JsonWriter json, JsonElement schema, string path, LossList losses) =>
        new SchemaWriter(schema, path, losses).Write(json);

    /// <summary>Whether it describes an object that has properties: Gemini refuses others as the parameters of a function, which then has none.</summary>
    public static bool HasProperties(JsonElement schema)
    {
        SchemaNode node = new SchemaResolver(schema).Resolve(schema);
        return node.Properties.Count > 0;
    }
}
