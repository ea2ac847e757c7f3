using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>Checks a request against every rule and reads the question out of it.</summary>
internal static class MessagesReader
{
    private const int TokensPerAttachment = 85;
    private const int ThinkingWords = 12;

    /// <exception cref="BadRequest">What the API would say.</exception>
    public static Question Read(Received received, Seals seals, bool counting)
    {
        var version = ApiVersion.Of(received.Exchange.Headers);
        var body = received.Exchange.Json ?? throw new BadRequest("The request body is not valid JSON");
        RequestRules.Check(body, version, counting);
        ToolRules.Check(body);
        OutputRules.Check(body);
        var messages = Shape.Array(body["messages"], "messages");
        ConversationRules.Check(messages);
        ThinkingRules.Check(body, messages, seals);

        var model = (string)body["model"]!;
        if (received.Behaviour.StrictModels && !received.Behaviour.Models.Contains(model, StringComparer.Ordinal))
            throw new BadRequest(new ProviderError(404, $"model: {model}", "not_found_error", null));

        var choice = body["tool_choice"];
        var schema = body["output_config"]?["format"]?["schema"];
        return new Question
        {
            Model = model,
            Text = LastUserText(messages),
            PromptTokens = Turn.Texts(body["system"]).Sum(Tokens.Count) + messages.Sum(Count)
                + (body["tools"] is JsonArray { Count: > 0 } tools ? Tokens.Count(Wire.Text(tools)) : 0),
            Tools = [.. (body["tools"] as JsonArray ?? []).Where(tool => tool!["input_schema"] is not null)
                .Select(tool => new Tool((string)tool!["name"]!, tool["input_schema"]))],
            CallsTool = CallsTool((string?)choice?["type"], messages),
            ToolName = (string?)choice?["name"],
            OneCallOnly = (bool?)choice?["disable_parallel_tool_use"] ?? false,
            WantsJson = schema is not null,
            Schema = schema,
            ReasoningWords = ThinkingRules.Mode(body) == "disabled" ? 0 : ThinkingWords,
            MaxTokens = (int?)body["max_tokens"],
            Stops = Shape.Texts(body, "stop_sequences"),
        };
    }

    /// <summary>The last text of a user; what only brings results is no text of theirs.</summary>
    private static string LastUserText(JsonArray messages) => messages
        .Where(message => Turn.Role(message!) == "user")
        .Select(message => message!["content"] is JsonArray ? string.Concat(Turn.Blocks(message, "text").Select(block => (string?)block["text"])) : (string)message["content"]!)
        .LastOrDefault(text => text.Length > 0) ?? "";

    private static int Count(JsonNode? message) =>
        Turn.Texts(message!["content"]).Sum(Tokens.Count)
        + TokensPerAttachment * (Turn.Blocks(message, "image").Count() + Turn.Blocks(message, "document").Count())
        + Turn.Blocks(message, "tool_use").Sum(call => Tokens.Count(Wire.Text(call)));

    /// <summary>A tool is called whenever the request allows it, except in answer to a tool's own result.</summary>
    private static bool CallsTool(string? choice, JsonArray messages) => choice switch
    {
        "any" or "tool" => true,
        "none" => false,
        _ => !Turn.Blocks(messages[^1]!, "tool_result").Any(),
    };
}
