using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>Checks a request and reads the question out of it.</summary>
internal static class GenerationReader
{
    /// <summary>What an image, a sound or a film counts as.</summary>
    private const int TokensPerAttachment = 85;

    public static Question Read(Generation generation, JsonObject body)
    {
        var input = body["input"];
        var messages = Messages(input);
        MessageRules.Check(messages, generation.IsMultimodal);
        ParameterRules.Check(generation, input);

        var parameters = generation.Parameters;
        var tools = parameters["tools"] as JsonArray ?? [];
        var choice = parameters["tool_choice"];
        var format = (string?)parameters["response_format"]?["type"];
        return new Question
        {
            Model = generation.Model,
            Text = string.Concat(Texts(messages.LastOrDefault(message => (string?)message!["role"] == "user"))),
            PromptTokens = messages.Sum(Count) + (tools.Count > 0 ? Tokens.Count(Wire.Text(tools)) : 0),
            Tools = [.. tools.Select(tool => new Tool((string)tool!["function"]!["name"]!, tool["function"]!["parameters"]))],
            CallsTool = choice is JsonObject || ((string?)choice != "none" && (string?)messages[^1]!["role"] != "tool"),
            ToolName = (string?)(choice as JsonObject)?["function"]?["name"],
            OneCallOnly = generation.Flag("parallel_tool_calls") is not true,
            WantsJson = format is "json_object" or "json_schema",
            Schema = parameters["response_format"]?["json_schema"]?["schema"],
            ReasoningWords = generation.Thinks ? 16 : 0,
            MaxTokens = (int?)generation.Number("max_tokens"),
            Stops = Stops(parameters["stop"]),
            Choices = (int?)generation.Number("n") ?? 1,
            Seed = unchecked((int)(long)(generation.Number("seed") ?? 0)),
        };
    }

    private static JsonArray Messages(JsonNode? input) => (input?["messages"], input?["prompt"]) switch
    {
        (JsonArray { Count: > 0 } messages, _) => messages,
        (null, JsonValue prompt) => [new JsonObject { ["role"] = "user", ["content"] = (string)prompt! }],
        _ => throw DashScopeErrors.Invalid("Either \"prompt\" or \"messages\" must exist and cannot both be none"),
    };

    private static int Count(JsonNode? message) =>
        Texts(message).Sum(Tokens.Count)
        + (message!["content"] is JsonArray parts ? TokensPerAttachment * parts.Count(part => part!["text"] is null) : 0)
        + (message["tool_calls"] is { } calls ? Tokens.Count(Wire.Text(calls)) : 0);

    private static IEnumerable<string> Texts(JsonNode? message) => message?["content"] switch
    {
        JsonArray parts => parts.Select(part => (string?)part!["text"] ?? ""),
        JsonValue text => [(string)text!],
        _ => [],
    };

    private static IReadOnlyList<string> Stops(JsonNode? stop) => stop switch
    {
        JsonArray stops => [.. stops.Select(item => (string)item!)],
        JsonValue text => [(string)text!],
        _ => [],
    };
}
