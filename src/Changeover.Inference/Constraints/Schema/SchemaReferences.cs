using System.Globalization;
using System.Text.Json;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Follows <c>$ref</c> inside one document.</summary>
internal static class SchemaReferences
{
    public static SchemaNode Follow(SchemaNode node, JsonElement root, string rootPath)
    {
        var reference = node.Get("$ref") is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw node.Refuse("$ref", "not text");
        if (reference != "#" && !reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw node.Refuse("$ref", $"'{reference}' is not a path inside this schema");
        }

        var target = root;
        foreach (var step in reference.Split('/').Skip(1).Select(step => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            target = Step(target, step) ?? throw node.Refuse("$ref", $"'{reference}' leads nowhere");
        }

        return new SchemaNode(target, rootPath + reference[1..], node.Depth - 1);
    }

    private static JsonElement? Step(JsonElement element, string step) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty(step, out var member) => member,
        JsonValueKind.Array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength() => element[index],
        _ => null,
    };
}
