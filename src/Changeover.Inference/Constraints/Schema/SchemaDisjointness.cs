using System.Text.Json;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Whether schemas exclude each other by construction: by type, by their literals, or by a required property that tells them apart.</summary>
internal static class SchemaDisjointness
{
    private const int Depth = 4;

    public static bool Holds(IReadOnlyList<SchemaNode> schemas, SchemaCompiler compiler)
    {
        for (var i = 0; i < schemas.Count; i++)
        {
            for (var j = i + 1; j < schemas.Count; j++)
            {
                if (!AreDisjoint(compiler.Resolve(schemas[i]), compiler.Resolve(schemas[j]), compiler, Depth))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The types of a value; a whole number has two.</summary>
    public static IReadOnlyList<string> TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ["object"],
        JsonValueKind.Array => ["array"],
        JsonValueKind.String => ["string"],
        JsonValueKind.Number => value.TryGetDecimal(out var number) && number == decimal.Truncate(number) ? ["integer", "number"] : ["number"],
        JsonValueKind.Null => ["null"],
        _ => ["boolean"],
    };

    private static bool AreDisjoint(SchemaNode left, SchemaNode right, SchemaCompiler compiler, int depth)
    {
        if (left.Schema.ValueKind != JsonValueKind.Object || right.Schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var (values, otherValues) = (Literals(left), Literals(right));
        if (values is not null && otherValues is not null)
        {
            return !values.Any(value => otherValues.Any(other => JsonElement.DeepEquals(value, other)));
        }

        var (types, otherTypes) = (Types(left, values), Types(right, otherValues));
        return types is not null && otherTypes is not null && (!types.Any(otherTypes.Contains) || (depth > 0 && AreTold(left, right, compiler, depth)));
    }

    /// <summary>Both are objects and require one property whose values exclude each other.</summary>
    private static bool AreTold(SchemaNode left, SchemaNode right, SchemaCompiler compiler, int depth) =>
        Types(left, null) is ["object"] && Types(right, null) is ["object"]
        && RequiredProperties(left).Any(property => RequiredProperties(right).Any(other =>
            property.Name == other.Name
            && AreDisjoint(compiler.Resolve(left.Under(property.Name, property.Value)), compiler.Resolve(right.Under(other.Name, other.Value)), compiler, depth - 1)));

    private static IEnumerable<JsonProperty> RequiredProperties(SchemaNode node) =>
        node.Get("properties") is { ValueKind: JsonValueKind.Object } properties && node.Get("required") is { ValueKind: JsonValueKind.Array } required
            ? properties.EnumerateObject().Where(property => required.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.ValueEquals(property.Name)))
            : [];

    private static List<JsonElement>? Literals(SchemaNode node) =>
        node.Get("const") is { } constant ? [constant]
        : node.Get("enum") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()]
        : null;

    /// <summary>Every type that the schema may have; null = not said. A number may be whole.</summary>
    private static List<string>? Types(SchemaNode node, List<JsonElement>? literals) => literals is not null
        ? [.. literals.SelectMany(TypesOf).Distinct()]
        : SchemaCompiler.Types(node) is { } types && types.Contains("number") ? [.. types, "integer"] : SchemaCompiler.Types(node);
}
