using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Changeover.Gateway.Snapshot;

/// <summary>The configuration in force, for people and for programs. Credentials appear as references only.</summary>
internal static partial class ConfigListing
{
    private const int CommentColumn = 56;

    /// <summary>Indented, with non-ASCII text as it is.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>YAML that could stand in a file, with the origin of each value as a comment.</summary>
    public static string Text(ConfigResult result)
    {
        var text = new StringBuilder();
        foreach (var option in EffectiveOption.All(result))
        {
            var mark = option.Key == "-" ? "-" : Scalar(option.Key) + ":";
            var line = $"{new string(' ', option.Depth * 2)}{mark}{(option.IsSection ? "" : " " + Value(option.Value))}";
            text.Append(option.IsSection ? line : $"{line.PadRight(CommentColumn)} # {Origin(result, option.Origin)}").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One JSON object: <c>file</c>, <c>hash</c>, and <c>options</c> with path, value and origin.</summary>
    public static string Json(ConfigResult result) => new JsonObject
    {
        ["file"] = result.File,
        ["hash"] = SnapshotCompiler.HashOf(result.Config),
        ["options"] = new JsonArray([.. EffectiveOption.All(result).Where(option => !option.IsSection).Select(option => new JsonObject
        {
            ["path"] = option.Path,
            ["value"] = option.Value?.DeepClone(),
            ["origin"] = option.Origin.Variable is { } variable ? $"environment {variable}" : option.Origin.ToString(),
        })]),
    }.ToJsonString(Readable) + "\n";

    private static string Origin(ConfigResult result, ConfigOrigin origin) =>
        origin.Line is null ? origin.ToString() : $"{Path.GetFileName(result.File)}:{origin.Line}";

    private static string Value(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray => "[]",
        JsonObject => "{}",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    // A JSON string is a YAML string in double quotes.
    private static string Scalar(string text) => Plain().IsMatch(text) ? text : JsonValue.Create(text).ToJsonString(Readable);

    [GeneratedRegex(@"^(?!(null|true|false)\z)[A-Za-z/$][A-Za-z0-9/$._:;{}-]*(?<!:)\z|^[0-9]+(\.[0-9]+)?[A-Za-z]+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
