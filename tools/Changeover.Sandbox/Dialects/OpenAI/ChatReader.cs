using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Reads the question out of a chat request.</summary>
internal static class ChatReader
{
    /// <summary>What an image, a sound or a file counts as.</summary>
    private const int TokensPerAttachment = 85;

    public static Question Read(Received received, Seals seals)
    {
        var body = Fields.Body(received);
        var model = Fields.Model(received);
        received.CheckModel(model);
        if (body["messages"] is not JsonArray { Count: > 0 } messages)
            throw new BadRequest("'messages' must be an array with at least one message.", "messages");
        if (messages.Any(message => message is not JsonObject)) throw new BadRequest("Each message must be an object.", "messages");
        ConversationRules.Check(messages);
        new CompatibleRules(received.Behaviour.Rules, seals).Check(body, messages);

        var format = body["response_format"] as JsonObject;
        var choice = body["tool_choice"];
        return new Question
        {
            Model = model,
            Text = LastUserText(messages),
            PromptTokens = messages.Sum(Count) + (body["tools"] is JsonArray { Count: > 0 } tools ? Tokens.Count(Wire.Text(tools)) : 0),
            Tools = Tools(body),
            CallsTool = CallsTool(choice, messages),
            ToolName = (string?)(choice as JsonObject)?["function"]?["name"],
            OneCallOnly = body["parallel_tool_calls"] is not null && !body.Flag("parallel_tool_calls"),
            WantsJson = format is not null && (string?)format["type"] is "json_object" or "json_schema",
            Schema = format?["json_schema"]?["schema"],
            ReasoningWords = Effort.Words(body.Text("reasoning_effort")),
            MaxTokens = body.Int("max_completion_tokens") ?? body.Int("max_tokens"),
            Stops = body.Texts("stop"),
            Choices = body.Int("n", 1, 128) ?? 1,
            Seed = body.Int("seed") ?? 0,
        };
    }

    private static string LastUserText(JsonArray messages) =>
        messages.LastOrDefault(message => (string?)message!["role"] == "user") is { } last ? string.Concat(Texts(last["content"])) : "";

    private static int Count(JsonNode? message) =>
        Texts(message!["content"]).Sum(Tokens.Count)
        + (message["content"] is JsonArray parts ? TokensPerAttachment * parts.Count(part => part?["text"] is null && part?["refusal"] is null) : 0)
        + (message["tool_calls"] is { } calls ? Tokens.Count(Wire.Text(calls)) : 0);

    private static IEnumerable<string> Texts(JsonNode? content) => content switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        JsonArray parts => parts.Select(part => (string?)(part?["text"] ?? part?["refusal"]) ?? ""),
        _ => [],
    };

    private static List<Tool> Tools(JsonObject body) =>
        [.. (body["tools"] as JsonArray ?? []).Select(tool => tool?["function"]).OfType<JsonObject>()
            .Select(function => new Tool((string?)function["name"] ?? throw new BadRequest("A function needs a name.", "tools"), function["parameters"]))];

    /// <summary>A tool is called whenever the request allows it, except in answer to a tool's own result.</summary>
    private static bool CallsTool(JsonNode? choice, JsonArray messages) => choice switch
    {
        JsonObject => true,
        JsonValue value when value.GetValueKind() == JsonValueKind.String && (string?)value == "required" => true,
        JsonValue value when value.GetValueKind() == JsonValueKind.String && (string?)value == "none" => false,
        _ => (string?)messages[^1]!["role"] is not "tool",
    };
}
