using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Reads one message whose shape has been checked.</summary>
internal static class Turn
{
    public static string Role(JsonNode message) => (string)message["role"]!;

    /// <summary>The blocks of one type.</summary>
    public static IEnumerable<JsonNode> Blocks(JsonNode message, string type) =>
        (message["content"] as JsonArray ?? []).OfType<JsonNode>().Where(block => (string?)block["type"] == type);

    /// <summary>All text of a content: a string, or its text blocks and those of its tool results.</summary>
    public static IEnumerable<string> Texts(JsonNode? content) => content switch
    {
        JsonValue value => [(string)value!],
        JsonArray blocks => blocks.SelectMany(block => (string?)block!["type"] switch
        {
            "text" => [(string)block["text"]!],
            "thinking" => [(string)block["thinking"]!],
            "tool_result" => Texts(block["content"]),
            _ => Enumerable.Empty<string>(),
        }),
        _ => [],
    };
}
