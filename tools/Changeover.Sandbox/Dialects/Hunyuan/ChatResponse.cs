using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.Hunyuan;

/// <summary>Writes an answer as one body or as events; every event carries the usage so far.</summary>
internal sealed class ChatResponse(Received received, Answer answer)
{
    public const string Note = "以上内容为AI生成，不代表开发者立场，请勿删除或修改本标记";

    private readonly Choice _choice = answer.Choices[0];
    private int _made;

    public JsonObject Whole()
    {
        var message = new JsonObject { ["Role"] = "assistant", ["Content"] = string.Concat(_choice.Text) };
        if (_choice.Reasoning.Count > 0) message["ReasoningContent"] = string.Concat(_choice.Reasoning);
        if (_choice.Calls.Count > 0)
            message["ToolCalls"] = new JsonArray([.. _choice.Calls.Select((call, at) => Call(at, call.Name, string.Concat(call.Arguments)))]);
        return new JsonObject { ["Response"] = Envelope("Message", message, _choice.FinishReason, _choice.TokenCount) };
    }

    public IEnumerable<Step> Stream(int chunkTokens)
    {
        foreach (var tokens in _choice.Reasoning.Chunk(chunkTokens))
            foreach (var step in Piece(tokens.Length, new() { ["ReasoningContent"] = string.Concat(tokens) }, isReasoning: true)) yield return step;
        foreach (var tokens in _choice.Text.Chunk(chunkTokens))
            foreach (var step in Piece(tokens.Length, new() { ["Content"] = string.Concat(tokens) })) yield return step;
        for (var at = 0; at < _choice.Calls.Count; at++)
        {
            foreach (var step in Piece(1, Calls(at, _choice.Calls[at].Name, ""))) yield return step;
            foreach (var tokens in _choice.Calls[at].Arguments.Chunk(chunkTokens))
                foreach (var step in Piece(tokens.Length, Calls(at, "", string.Concat(tokens)))) yield return step;
        }
        yield return Send(new() { ["Content"] = "" }, _choice.FinishReason, Part.Finish);
    }

    private IEnumerable<Step> Piece(int tokens, JsonObject delta, bool isReasoning = false)
    {
        for (var made = 0; made < tokens; made++) yield return new Step.Token(isReasoning);
        _made += tokens;
        yield return Send(delta, "", Part.Content);
    }

    private Step.Send Send(JsonObject delta, string finish, Part part)
    {
        delta.Insert(0, "Role", "assistant");
        return new Step.Send(Wire.Event(Envelope("Delta", delta, finish, _made)), part);
    }

    /// <summary>A call that goes on keeps its id and has an empty name.</summary>
    private JsonObject Calls(int at, string name, string arguments) => new() { ["Content"] = "", ["ToolCalls"] = new JsonArray(Call(at, name, arguments)) };

    private JsonObject Call(int at, string name, string arguments) => new()
    {
        ["Id"] = $"call_{received.Exchange.Number}_{at}",
        ["Type"] = "function",
        ["Function"] = new JsonObject { ["Name"] = name, ["Arguments"] = arguments },
        ["Index"] = at,
    };

    private JsonObject Envelope(string kind, JsonObject said, string finish, int made)
    {
        var usage = new JsonObject
        {
            ["PromptTokens"] = answer.PromptTokens,
            ["CompletionTokens"] = made,
            ["TotalTokens"] = answer.PromptTokens + made,
        };
        if (answer.CachedTokens > 0) usage["PromptTokensDetails"] = new JsonObject { ["CachedTokens"] = answer.CachedTokens };
        return new JsonObject
        {
            ["Note"] = Note,
            ["Choices"] = new JsonArray(new JsonObject { ["Index"] = 0, [kind] = said, ["FinishReason"] = finish }),
            ["Created"] = received.Now.ToUnixTimeSeconds(),
            ["Id"] = $"sandbox-{received.Exchange.Number}",
            ["Usage"] = usage,
            ["RequestId"] = $"sandbox-{received.Exchange.Number}",
        };
    }
}
