using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>Checks a ChatCompletions request and reads the question out of it.</summary>
internal static class ChatReader
{
    /// <summary>What an image or a film counts as.</summary>
    private const int TokensPerAttachment = 85;

    /// <summary>What the model reads of a conversation; what is older is cut away and nobody is told (seen 2026-11).</summary>
    private const int MostTokens = 28_000;

    public static Question Read(JsonObject body)
    {
        ParameterRules.Check(body);
        var messages = (JsonArray)body["Messages"]!;
        MessageRules.Check(messages);
        var choice = (string?)body["ToolChoice"];
        var custom = choice == "custom" ? body["CustomTool"] : null;
        var tools = body["Tools"] as JsonArray ?? [];
        var model = (string)body["Model"]!;
        return new Question
        {
            Model = model,
            Text = string.Concat(Texts(messages.Last(message => (string?)message!["Role"] == "user"))),
            PromptTokens = Math.Min(messages.Sum(Count), MostTokens) + (tools.Count > 0 ? Tokens.Count(Wire.Text(tools)) : 0),
            Tools = [.. tools.Concat(tools.Count == 0 && custom is not null ? [custom] : [])
                .Select(tool => new Tool((string)tool!["Function"]!["Name"]!, ParameterRules.Schema(tool["Function"]!)))],
            CallsTool = custom is not null || (choice != "none" && (string?)messages[^1]!["Role"] != "tool"),
            ToolName = (string?)custom?["Function"]!["Name"],
            ReasoningWords = Thinks(model, body) ? 16 : 0,
            Stops = [.. (body["Stop"] as JsonArray ?? []).Select(stop => (string)stop!)],
            Seed = (int)(body["Seed"]?.GetValue<double>() ?? 0),
        };
    }

    // T1 always thinks; only A13B can be told not to (seen 2026-11).
    private static bool Thinks(string model, JsonObject body) => model.StartsWith("hunyuan-t1", StringComparison.Ordinal)
        || (model == "hunyuan-a13b" && ((bool?)body["EnableThinking"] ?? true));

    private static int Count(JsonNode? message) =>
        Texts(message!).Sum(Tokens.Count)
        + TokensPerAttachment * (message!["Contents"] as JsonArray ?? []).Count(content => content!["Text"] is null)
        + (message["ToolCalls"] is { } calls ? Tokens.Count(Wire.Text(calls)) : 0);

    private static IEnumerable<string> Texts(JsonNode? message) => message!["Contents"] is JsonArray { Count: > 0 } contents
        ? contents.Select(content => (string?)content!["Text"] ?? "")
        : [(string?)message["Content"] ?? ""];
}
