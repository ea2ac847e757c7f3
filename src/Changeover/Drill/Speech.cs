using System.Text.Json;
using System.Text.Json.Nodes;

namespace Changeover.Drill;

/// <summary>A dialect as a client speaks it: how a question is written, and how a whole answer ends.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Path">Where a question goes, by model and whether a stream is asked for.</param>
/// <param name="Body">A question: model, stream, text, with a tool or without.</param>
/// <param name="Ends">Whether the data of a stream's last event ends an answer.</param>
internal sealed record Speech(string Name, Func<string, bool, string> Path, Func<string, bool, string, bool, JsonObject> Body, Func<string, bool> Ends)
{
    private const int MaxTokens = 48;

    /// <summary>All four.</summary>
    public static IReadOnlyList<Speech> All { get; } =
    [
        new("openai-chat", (_, _) => "v1/chat/completions", Chat, data => data == "[DONE]"),
        new("openai-responses", (_, _) => "v1/responses", Responses, data => Member(data, "type") is "response.completed" or "response.incomplete"),
        new("anthropic-messages", (_, _) => "v1/messages", Messages, data => Member(data, "type") == "message_stop"),
        new("gemini", (model, stream) => $"v1beta/models/{Uri.EscapeDataString(model)}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}", Gemini, data => data.Contains("finishReason", StringComparison.Ordinal)),
    ];

    private static JsonObject Schema => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("city"),
    };

    private static JsonObject Chat(string model, bool stream, string text, bool tool) => With(
        new JsonObject { ["model"] = model, ["stream"] = stream, ["max_tokens"] = MaxTokens, ["messages"] = User(text) },
        tool,
        () => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema } });

    private static JsonObject Responses(string model, bool stream, string text, bool tool) => With(
        new JsonObject { ["model"] = model, ["stream"] = stream, ["max_output_tokens"] = MaxTokens, ["store"] = false, ["input"] = text },
        tool,
        () => new JsonObject { ["type"] = "function", ["name"] = "get_weather", ["parameters"] = Schema, ["strict"] = false });

    private static JsonObject Messages(string model, bool stream, string text, bool tool) => With(
        new JsonObject { ["model"] = model, ["stream"] = stream, ["max_tokens"] = MaxTokens, ["messages"] = User(text) },
        tool,
        () => new JsonObject { ["name"] = "get_weather", ["input_schema"] = Schema });

    private static JsonObject Gemini(string model, bool stream, string text, bool tool) => With(
        new JsonObject
        {
            ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) }),
            ["generationConfig"] = new JsonObject { ["maxOutputTokens"] = MaxTokens },
        },
        tool,
        () => new JsonObject { ["functionDeclarations"] = new JsonArray(new JsonObject { ["name"] = "get_weather", ["parameters"] = Schema }) });

    private static JsonArray User(string text) => new(new JsonObject { ["role"] = "user", ["content"] = text });

    private static JsonObject With(JsonObject body, bool tool, Func<JsonObject> write)
    {
        if (tool)
        {
            body["tools"] = new JsonArray(write());
        }

        return body;
    }

    private static string? Member(string data, string name)
    {
        try
        {
            return (string?)(JsonNode.Parse(data) as JsonObject)?[name];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
