using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Checks the shape of a request field by field; a fault is told in the API's way, <c>path: what is wrong</c>.</summary>
internal static class Shape
{
    public static JsonObject Object(JsonNode? node, string path) =>
        node as JsonObject ?? throw new BadRequest($"{path}: Input should be a valid dictionary");

    public static JsonArray Array(JsonNode? node, string path) =>
        node as JsonArray ?? throw new BadRequest($"{path}: Input should be a valid list");

    /// <summary>Refuses names that are not known.</summary>
    public static void Only(JsonObject node, string path, params IEnumerable<string> known)
    {
        if (node.Select(property => property.Key).Except(known, StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw new BadRequest($"{path}{extra}: Extra inputs are not permitted");
    }

    /// <param name="node">The object.</param>
    /// <param name="path">The object's path with its dot; empty at the top.</param>
    /// <param name="name">The field that must be there.</param>
    public static JsonNode Required(JsonObject node, string path, string name) =>
        node[name] ?? throw new BadRequest($"{path}{name}: Field required");

    public static string Text(JsonObject node, string path, string name) => OptionalText(node, path, name) ?? throw new BadRequest($"{path}{name}: Field required");

    public static string? OptionalText(JsonObject node, string path, string name) => node[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new BadRequest($"{path}{name}: Input should be a valid string"),
    };

    public static bool Flag(JsonObject node, string path, string name) => node[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw new BadRequest($"{path}{name}: Input should be a valid boolean"),
    };

    public static int? Integer(JsonObject node, string path, string name, int from) => node[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number >= from
            ? number
            : throw new BadRequest($"{path}{name}: Input should be greater than or equal to {from}"),
        _ => throw new BadRequest($"{path}{name}: Input should be a valid integer"),
    };

    /// <summary>A number from 0 to 1.</summary>
    public static double? Fraction(JsonObject node, string name) => node[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<double>() switch
        {
            < 0 => throw new BadRequest($"{name}: Input should be greater than or equal to 0"),
            > 1 => throw new BadRequest($"{name}: Input should be less than or equal to 1"),
            var number => number,
        },
        _ => throw new BadRequest($"{name}: Input should be a valid number"),
    };

    public static IReadOnlyList<string> Texts(JsonObject node, string name) => node[name] is not { } items
        ? []
        : [.. Array(items, name).Select((item, index) => item is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new BadRequest($"{name}.{index}: Input should be a valid string"))];

    /// <summary>One of the words that are allowed.</summary>
    public static void OneOf(string text, string path, params string[] allowed)
    {
        if (allowed.Contains(text, StringComparer.Ordinal)) return;
        var listed = string.Join(", ", allowed[..^1].Select(word => $"'{word}'"));
        throw new BadRequest($"{path}: Input should be {(listed.Length > 0 ? listed + " or " : "")}'{allowed[^1]}'");
    }
}
