using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Answers;

/// <summary>A JSON Schema that a message gives in words, as a model would read it: <c>JSON Schema: {…}</c>.</summary>
internal static class SchemaInWords
{
    private const string Mark = "JSON Schema: {";

    /// <summary>The first one in any text of the request; null = there is none.</summary>
    public static JsonNode? Find(JsonNode? request) => request switch
    {
        JsonObject members => members.Select(member => Find(member.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(Find).FirstOrDefault(found => found is not null),
        JsonValue value when value.TryGetValue(out string? text) && text.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at => Read(text[(at + Mark.Length - 1)..]),
        _ => null,
    };

    private static JsonNode? Read(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return JsonNode.Parse(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
