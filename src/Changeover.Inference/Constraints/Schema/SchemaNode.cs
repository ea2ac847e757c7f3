using System.Text.Json;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>A place in a schema: its JSON, its path, and how many more references may be followed from it.</summary>
internal readonly record struct SchemaNode(JsonElement Schema, string Path, int Depth)
{
    public SchemaNode Under(string keyword, JsonElement schema) => new(schema, $"{Path}/{keyword.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", Depth);

    public SchemaNode Under(string keyword, int index, JsonElement schema) => new(schema, $"{Path}/{keyword}/{index}", Depth);

    public JsonElement? Get(string keyword) => Schema.TryGetProperty(keyword, out var value) ? value : null;

    /// <summary>A count such as <c>minItems</c>; null where it is not given.</summary>
    public long? Count(string keyword) => Get(keyword) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number) && number >= 0 && number == decimal.Truncate(number) => (long)Math.Min(number, long.MaxValue),
        _ => throw Refuse(keyword, "not a count"),
    };

    /// <summary>A bound such as <c>minimum</c>; null where it is not given.</summary>
    public decimal? Number(string keyword) => Get(keyword) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number) => number,
        _ => throw Refuse(keyword, "not a number that can be enforced"),
    };

    public UnsupportedSchemaException Refuse(string keyword, string reason) => new(keyword, Path, reason);
}
