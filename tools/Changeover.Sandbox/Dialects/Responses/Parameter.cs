using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Reads parameters of a request; what is wrong is told in the words of the Responses API, with its codes.</summary>
internal static class Parameter
{
    public static BadRequest Missing(string path) => new($"Missing required parameter: '{path}'.", path, code: "missing_required_parameter");

    public static BadRequest Invalid(string path, string value, params IEnumerable<string> supported) =>
        new($"Invalid value: '{value}'. Supported values are: {Listed([.. supported])}.", path, code: "invalid_value");

    public static BadRequest WrongType(string path, string expected, JsonNode? found) =>
        new($"Invalid type for '{path}': expected {expected}, but got {Kind(found)} instead.", path, code: "invalid_type");

    public static void Only(JsonObject node, string path, params IEnumerable<string> known)
    {
        if (node.Select(property => property.Key).Except(known, StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw new BadRequest($"Unknown parameter: '{path}{extra}'.", path + extra, code: "unknown_parameter");
    }

    public static string? OptionalText(JsonObject node, string path, string name) => node[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw WrongType(path + name, "a string", other),
    };

    public static string Text(JsonObject node, string path, string name) => OptionalText(node, path, name) ?? throw Missing(path + name);

    /// <summary>One of the words that are allowed; null when it is not given.</summary>
    public static string? Word(JsonObject node, string path, string name, params string[] allowed)
    {
        var word = OptionalText(node, path, name);
        return word is null || allowed.Contains(word, StringComparer.Ordinal) ? word : throw Invalid(path + name, word, allowed);
    }

    public static bool? Flag(JsonObject node, string path, string name) => node[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => throw WrongType(path + name, "a boolean", other),
    };

    public static int? Integer(JsonObject node, string name, int from, int to) => node[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) => number < from ? throw OutOfRange(name, "integer", from, number, below: true)
            : number > to ? throw OutOfRange(name, "integer", to, number, below: false)
            : number,
        var other => throw WrongType(name, "an integer", other),
    };

    public static double? Decimal(JsonObject node, string name, double to) => node[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is var number => number < 0
            ? throw OutOfRange(name, "decimal", 0, number, below: true)
            : number > to ? throw OutOfRange(name, "decimal", to, number, below: false)
            : number,
        var other => throw WrongType(name, "a decimal", other),
    };

    /// <summary>An object; null when it is not given.</summary>
    public static JsonObject? Object(JsonObject node, string path, string name) => node[name] switch
    {
        null => null,
        JsonObject value => value,
        var other => throw WrongType(path + name, "an object", other),
    };

    /// <summary>An array; empty when it is not given.</summary>
    public static JsonArray Array(JsonObject node, string path, string name) => node[name] switch
    {
        null => [],
        JsonArray value => value,
        var other => throw WrongType(path + name, "an array", other),
    };

    public static JsonObject Item(JsonNode? node, string path) => node as JsonObject ?? throw WrongType(path, "an object", node);

    private static BadRequest OutOfRange(string path, string type, double bound, double number, bool below) => new(
        $"Invalid '{path}': {type} {(below ? "below minimum" : "above maximum")} value. Expected a value {(below ? ">=" : "<=")} {bound}, but got {number} instead.",
        path, code: $"{type}_{(below ? "below_min" : "above_max")}_value");

    private static string Listed(string[] words) => words.Length == 1
        ? $"'{words[0]}'"
        : $"{string.Join(", ", words[..^1].Select(word => $"'{word}'"))}{(words.Length > 2 ? "," : "")} and '{words[^1]}'";

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => node.AsValue().TryGetValue<long>(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
