using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>JSON Schema → Gemini's <c>Schema</c>. One per schema.</summary>
internal sealed class SchemaWriter(JsonElement root, string path, LossList losses)
{
    /// <summary>References that name each other twice would double the schema at every step.</summary>
    private const int MaxNodes = 4096;

    /// <summary>Gemini's own bound is near it (seen 2026-11).</summary>
    private const int MaxDepth = 32;

    private const int MaxListedValues = 50;

    private static readonly string[] AnyTypes = ["string", "number", "boolean"];

    /// <summary>Say nothing about what is valid.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal) { "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "description" };

    /// <summary>Say nothing either, but have their place in Gemini's schema beside a type.</summary>
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal) { "title", "default", "examples", "deprecated", "readOnly", "writeOnly" };

    private readonly SchemaResolver _resolver = new(root);
    private int _nodes;
    private int _depth;

    public void Write(Utf8JsonWriter json) => Write(json, root, new Inherited([], null, false));

    /// <summary>What a schema says of all its alternatives.</summary>
    private sealed record Inherited(IReadOnlyList<string> Types, string? Description, bool IsNullable);

    private void Write(Utf8JsonWriter json, JsonElement schema, Inherited from)
    {
        if (++_nodes > MaxNodes || _depth == MaxDepth)
        {
            losses.Ignored(path, "the schema is too large when its references are put in place");
            json.WriteStartObject();
            json.WriteString("type", "OBJECT");
            WriteAnyProperty(json);
            json.WriteEndObject();
            return;
        }

        _depth++;
        SchemaNode node = _resolver.Enter(schema);
        Tell(node);
        IReadOnlyList<string> types = TypesOf(node, from);
        var own = new Inherited(types, node.Text("description") ?? from.Description, node.IsNullable || from.IsNullable);
        if (IsUnion(node))
        {
            Lose(node.Keywords.Keys.Except(Silent));
            WriteAnyOf(json, node.Variants, variant => Write(json, variant, own));
        }
        else if (types is [var type])
        {
            WriteTyped(json, node, type, own);
        }
        else
        {
            WriteAnyOf(json, types.Count == 0 ? AnyTypes : types, each => WriteTyped(json, node, each, own));
        }

        _resolver.Leave(node);
        _depth--;
    }

    /// <summary>Alternatives stand alone: what is said beside them cannot be said of each.</summary>
    private static bool IsUnion(SchemaNode node) =>
        node.Variants.Count > 0 && node.Properties.Count == 0 && node.Keywords.Keys.All(keyword => Silent.Contains(keyword) || Annotations.Contains(keyword));

    private void Tell(SchemaNode node)
    {
        if (node.IsCut)
        {
            losses.Ignored($"{path}.$ref", "a reference that leads back or nowhere is cut");
        }

        if (node.IsMerged)
        {
            losses.Emulated($"{path}.allOf", "its schemas are put together");
        }

        if (node.Variants.Count > 0 && !IsUnion(node))
        {
            losses.Ignored($"{path}.anyOf", "alternatives beside other keywords");
        }
    }

    private IReadOnlyList<string> TypesOf(SchemaNode node, Inherited from)
    {
        if (node.Types.Count > 0)
        {
            return node.Types;
        }

        string? type = node.Properties.Count > 0 || node.IsCut ? "object"
            : node.Keywords.ContainsKey("items") || node.Keywords.ContainsKey("prefixItems") ? "array"
            : node.Keywords.ContainsKey("enum") || node.Keywords.ContainsKey("const") ? TypeOfValues(node)
            : node.Keywords.ContainsKey("pattern") || node.Keywords.ContainsKey("format") ? "string"
            : node.Keywords.ContainsKey("minimum") || node.Keywords.ContainsKey("maximum") ? "number"
            : null;
        if (type is not null)
        {
            return [type];
        }

        if (from.Types.Count > 0)
        {
            return from.Types;
        }

        if (node.Variants.Count == 0)
        {
            losses.Emulated($"{path}.type", "anything is said as text, a number or a boolean");
        }

        return [];
    }

    private static string TypeOfValues(SchemaNode node) => ValuesOf(node).FirstOrDefault(value => value.ValueKind != JsonValueKind.Null).ValueKind switch
    {
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        _ => "string",
    };

    private static JsonElement[] ValuesOf(SchemaNode node) =>
        node.Keywords.TryGetValue("const", out JsonElement only) ? [only]
        : node.Keywords.TryGetValue("enum", out JsonElement values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray()]
        : [];

    private static void WriteAnyOf<T>(Utf8JsonWriter json, IEnumerable<T> variants, Action<T> write)
    {
        json.WriteStartObject();
        json.WriteStartArray("anyOf");
        foreach (T variant in variants)
        {
            write(variant);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTyped(Utf8JsonWriter json, SchemaNode node, string type, Inherited own)
    {
        var written = new HashSet<string>(Silent);
        json.WriteStartObject();
        json.WriteString("type", type.ToUpperInvariant());
        json.WriteOptional("nullable", own.IsNullable ? true : null);
        string? description = own.Description;
        if (type == "string")
        {
            WriteEnum(json, node);
        }
        else if (ListedValues(node) is { } listed)
        {
            losses.Emulated($"{path}.enum", "values that are no text are told in the description");
            description = description is null ? listed : $"{description} {listed}";
        }

        written.UnionWith(["enum", "const"]);
        json.WriteOptional("description", description);
        foreach (string keyword in KeywordsOf(type))
        {
            if (node.Keywords.TryGetValue(keyword, out JsonElement value) && (keyword != "format" || IsKnownFormat(type, value)))
            {
                written.Add(keyword);
                json.WritePropertyName(keyword);
                value.WriteTo(json);
            }
        }

        if (type == "array")
        {
            WriteItems(json, node, written);
        }
        else if (type == "object")
        {
            WriteProperties(json, node);
        }
        else if (type is "number" or "integer")
        {
            WriteBounds(json, node, written);
        }

        json.WriteEndObject();
        Lose(node.Keywords.Keys.Except(written));
    }

    private static string[] KeywordsOf(string type) => type switch
    {
        "string" => ["title", "default", "format", "minLength", "maxLength", "pattern"],
        "number" or "integer" => ["title", "default", "format", "minimum", "maximum"],
        "array" => ["title", "default", "minItems", "maxItems"],
        "object" => ["title", "default", "minProperties", "maxProperties", "propertyOrdering"],
        _ => ["title", "default"],
    };

    private static bool IsKnownFormat(string type, JsonElement format) => format.ValueKind == JsonValueKind.String && (type, format.GetString()) is
        ("string", "date-time") or ("number", "float" or "double") or ("integer", "int32" or "int64");

    private void WriteEnum(Utf8JsonWriter json, SchemaNode node)
    {
        JsonElement[] values = [.. ValuesOf(node).Where(value => value.ValueKind != JsonValueKind.Null)];
        string[] texts = [.. values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).Where(text => text.Length > 0)];
        if (texts.Length < values.Length)
        {
            losses.Ignored($"{path}.enum", "Gemini's values are texts, and not empty");
        }

        if (texts.Length == 0)
        {
            return;
        }

        json.WriteStartArray("enum");
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string? ListedValues(SchemaNode node)
    {
        string[] values = [.. ValuesOf(node).Where(value => value.ValueKind != JsonValueKind.Null).Take(MaxListedValues).Select(value => value.GetRawText())];
        return values.Length == 0 ? null : $"One of: {string.Join(", ", values)}.";
    }

    private void WriteItems(Utf8JsonWriter json, SchemaNode node, HashSet<string> written)
    {
        json.WritePropertyName("items");
        bool hasPlaces = node.Keywords.TryGetValue("prefixItems", out JsonElement places)
            || (node.Keywords.TryGetValue("items", out places) && places.ValueKind == JsonValueKind.Array);
        written.UnionWith(["items", "prefixItems"]);
        if (hasPlaces && places.ValueKind == JsonValueKind.Array && places.GetArrayLength() > 0)
        {
            losses.Emulated($"{path}.prefixItems", "any of the items may stand at any place");
            WriteAnyOf(json, places.EnumerateArray(), item => Write(json, item, new Inherited([], null, false)));
        }
        else
        {
            Write(json, node.Keywords.TryGetValue("items", out JsonElement items) ? items : default, new Inherited([], null, false));
        }
    }

    private void WriteProperties(Utf8JsonWriter json, SchemaNode node)
    {
        if (node.Properties.Count == 0)
        {
            losses.Emulated($"{path}.additionalProperties", "an object of any properties is said with one");
            WriteAnyProperty(json);
            return;
        }

        json.WriteStartObject("properties");
        foreach ((string name, JsonElement property) in node.Properties)
        {
            json.WritePropertyName(name);
            Write(json, property, new Inherited([], null, false));
        }

        json.WriteEndObject();
        string[] required = [.. node.Required.Where(node.Properties.ContainsKey)];
        Lose(required.Length < node.Required.Count ? ["required"] : []);
        if (required.Length > 0)
        {
            json.WriteStartArray("required");
            foreach (string name in required)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Gemini refuses an object without properties.</summary>
    private static void WriteAnyProperty(Utf8JsonWriter json)
    {
        json.WriteStartObject("properties");
        json.WriteStartObject("any_name");
        json.WriteString("type", "STRING");
        json.WriteString("description", "Any property, under any name.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An open bound is said as a closed one.</summary>
    private void WriteBounds(Utf8JsonWriter json, SchemaNode node, HashSet<string> written)
    {
        foreach ((string open, string closed) in (ReadOnlySpan<(string, string)>)[("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")])
        {
            if (node.Keywords.TryGetValue(open, out JsonElement bound) && bound.ValueKind == JsonValueKind.Number && !node.Keywords.ContainsKey(closed))
            {
                losses.Emulated($"{path}.{open}", "the bound itself is allowed too");
                json.WritePropertyName(closed);
                bound.WriteTo(json);
                written.Add(open);
            }
        }
    }

    private void Lose(IEnumerable<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            losses.Ignored($"{path}.{keyword}", "Gemini's schema has no such keyword here");
        }
    }
}
