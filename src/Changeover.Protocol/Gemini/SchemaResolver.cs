using System.Text.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Follows references, composes <c>allOf</c>, and takes <c>null</c> out of types and alternatives.</summary>
internal sealed class SchemaResolver(JsonElement root)
{
    private const int MaxReferences = 64; // at one place; more is hostile

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>The schema at one place. Until <see cref="Leave"/> its references are not followed again.</summary>
    public SchemaNode Enter(JsonElement schema)
    {
        SchemaNode node = Resolve(schema);
        _open.UnionWith(node.References);
        return node;
    }

    public void Leave(SchemaNode node) => _open.ExceptWith(node.References);

    public SchemaNode Resolve(JsonElement schema)
    {
        var node = new SchemaNode();
        Add(schema, node);
        return node;
    }

    private void Add(JsonElement schema, SchemaNode node)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            AddKeyword(keyword.Name, keyword.Value, node);
        }

        if (schema.TryGetProperty("allOf", out JsonElement all) && all.ValueKind == JsonValueKind.Array)
        {
            node.IsMerged |= all.GetArrayLength() > 1;
            foreach (JsonElement part in all.EnumerateArray())
            {
                Add(part, node);
            }
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Follow(reference, node);
        }
    }

    private void AddKeyword(string name, JsonElement value, SchemaNode node)
    {
        switch (name)
        {
            case "$ref" or "allOf":
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    node.Properties.TryAdd(property.Name, property.Value);
                }

                break;
            case "required" when value.ValueKind == JsonValueKind.Array:
                node.Required.UnionWith(Strings(value));
                break;
            case "type":
                AddTypes(value, node);
                break;
            case "nullable":
                node.IsNullable |= value.ValueKind == JsonValueKind.True;
                break;
            case "anyOf" or "oneOf" when value.ValueKind == JsonValueKind.Array && node.Variants.Count == 0:
                AddVariants(value, node);
                break;
            case "const":
                node.IsNullable |= value.ValueKind == JsonValueKind.Null;
                node.Keywords.TryAdd(name, value);
                break;
            default:
                node.IsNullable |= name == "enum" && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(IsNull);
                node.Keywords.TryAdd(name, value);
                break;
        }
    }

    private static void AddTypes(JsonElement value, SchemaNode node)
    {
        if (node.Types.Count > 0)
        {
            return;
        }

        IEnumerable<string> names = value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => Strings(value),
            _ => [],
        };
        foreach (string name in names)
        {
            if (name == "null")
            {
                node.IsNullable = true;
            }
            else
            {
                node.Types.Add(name);
            }
        }
    }

    /// <summary>A single alternative beside <c>null</c> is the schema itself.</summary>
    private void AddVariants(JsonElement value, SchemaNode node)
    {
        JsonElement[] variants = [.. value.EnumerateArray().Where(variant => !IsNullSchema(variant))];
        node.IsNullable |= variants.Length < value.GetArrayLength();
        if (variants is [var only])
        {
            Add(only, node);
        }
        else
        {
            node.Variants.AddRange(variants);
        }
    }

    private void Follow(JsonElement reference, SchemaNode node)
    {
        string? pointer = reference.ValueKind == JsonValueKind.String ? reference.GetString() : null;
        if (pointer is null || node.References.Count == MaxReferences || _open.Contains(pointer) || Find(pointer) is not { } target || !node.References.Add(pointer))
        {
            node.IsCut = true;
            return;
        }

        Add(target, node);
    }

    /// <summary>The place that a JSON pointer into this schema names; null = none.</summary>
    private JsonElement? Find(string pointer)
    {
        if (!pointer.StartsWith('#'))
        {
            return null;
        }

        JsonElement place = root;
        foreach (string step in pointer.Split('/').Skip(1))
        {
            string name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (place.ValueKind == JsonValueKind.Array && int.TryParse(name, out int index) && index >= 0 && index < place.GetArrayLength())
            {
                place = place[index];
            }
            else if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(name, out place))
            {
                return null;
            }
        }

        return place;
    }

    private static bool IsNullSchema(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("null");

    private static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    private static IEnumerable<string> Strings(JsonElement array) =>
        array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
}
