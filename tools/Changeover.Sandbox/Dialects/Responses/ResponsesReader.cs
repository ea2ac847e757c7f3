using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Dialects.OpenAI;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>Checks a request against every rule and reads the question out of it.</summary>
internal static class ResponsesReader
{
    private const int TokensPerAttachment = 85;

    /// <returns>The question, and the whole conversation that it stands in.</returns>
    /// <exception cref="BadRequest">What the API would say.</exception>
    public static (Question Question, IReadOnlyList<JsonObject> Conversation) Read(Received received, SandboxState state)
    {
        var body = Fields.Body(received);
        RequestRules.Check(body);
        var model = (string)body["model"]!;
        received.CheckModel(model);

        var rules = new ConversationRules(state.Seals, state.Responses);
        IReadOnlyList<JsonObject> items = [.. Before(body, state.Responses), .. InputRules.Read(body["input"]).Select(rules.Resolve)];
        rules.Check(items);

        var format = body["text"]?["format"];
        var question = new Question
        {
            Model = model,
            Text = items.LastOrDefault(item => (string?)item["role"] == "user") is { } last ? string.Concat(Texts(last["content"])) : "",
            PromptTokens = Tokens.Count((string?)body["instructions"] ?? "") + items.Sum(Count)
                + (body["tools"] is JsonArray { Count: > 0 } tools ? Tokens.Count(Wire.Text(tools)) : 0),
            Tools = [.. (body["tools"] as JsonArray ?? []).Where(tool => (string?)tool!["type"] == "function").Select(tool => new Tool((string)tool!["name"]!, tool["parameters"]))],
            CallsTool = CallsTool(body["tool_choice"], items),
            ToolName = (string?)(body["tool_choice"] as JsonObject)?["name"],
            OneCallOnly = (bool?)body["parallel_tool_calls"] == false,
            WantsJson = (string?)format?["type"] is "json_object" or "json_schema",
            Schema = format?["schema"],
            ReasoningWords = Effort.Words((string?)body["reasoning"]?["effort"]),
            MaxTokens = (int?)body["max_output_tokens"],
        };
        return (question, items);
    }

    private static IEnumerable<JsonObject> Before(JsonObject body, ResponseStore store)
    {
        if (Parameter.OptionalText(body, "", "previous_response_id") is not { } id) return [];
        var previous = store.Find(id) ?? throw new BadRequest($"Previous response with id '{id}' not found.", "previous_response_id", code: "previous_response_not_found");
        return [.. previous.Conversation, .. previous.Output];
    }

    private static int Count(JsonObject item) => (string?)item["type"] switch
    {
        "function_call" => Tokens.Count(Wire.Text(item)),
        "function_call_output" => Texts(item["output"]).Sum(Tokens.Count),
        "reasoning" => 0,
        _ => Texts(item["content"]).Sum(Tokens.Count) + TokensPerAttachment * (item["content"] as JsonArray ?? []).Count(part => part?["type"]?.ToString() is "input_image" or "input_file"),
    };

    private static IEnumerable<string> Texts(JsonNode? content) => content switch
    {
        JsonValue value => [(string)value!],
        JsonArray parts => parts.Select(part => (string?)(part!["text"] ?? part["refusal"]) ?? ""),
        _ => [],
    };

    /// <summary>A tool is called whenever the request allows it, except in answer to a tool's own result.</summary>
    private static bool CallsTool(JsonNode? choice, IReadOnlyList<JsonObject> items) => choice switch
    {
        JsonObject => true,
        JsonValue value when (string?)value == "required" => true,
        JsonValue value when (string?)value == "none" => false,
        _ => (string?)items[^1]["type"] != "function_call_output",
    };
}
