using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.DashScope;

/// <summary>What stands around the messages of an answer or of one event of it: output, usage, request id.</summary>
internal sealed class Envelope(Generation generation, Answer answer, Received received)
{
    /// <param name="said">Each choice: its place, its message and its finish reason; the reason is the word <c>null</c> until there is one.</param>
    /// <param name="reasoning">Tokens of reasoning made so far.</param>
    /// <param name="made">Tokens made so far, reasoning included.</param>
    public JsonObject Write(IReadOnlyList<(int Index, JsonObject Message, string Finish)> said, int reasoning, int made) => new()
    {
        ["output"] = generation.AnswersWithMessage ? new JsonObject { ["choices"] = new JsonArray([.. said.Select(Choice)]) } : Text(said[0].Message, said[0].Finish),
        ["usage"] = Usage(reasoning, made),
        ["request_id"] = $"sandbox-{received.Exchange.Number}",
    };

    private JsonObject Choice((int Index, JsonObject Message, string Finish) said)
    {
        var choice = new JsonObject { ["finish_reason"] = said.Finish, ["message"] = said.Message };
        if (answer.Choices.Count > 1) choice["index"] = said.Index;
        return choice;
    }

    private static JsonObject Text(JsonObject message, string finish) => new() { ["text"] = (string?)message["content"], ["finish_reason"] = finish };

    private JsonObject Usage(int reasoning, int made)
    {
        var usage = new JsonObject
        {
            ["input_tokens"] = answer.PromptTokens,
            ["output_tokens"] = made,
            ["total_tokens"] = answer.PromptTokens + made,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = answer.CachedTokens },
        };
        if (reasoning > 0) usage["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reasoning };
        return usage;
    }
}
