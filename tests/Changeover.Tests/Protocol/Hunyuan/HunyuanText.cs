using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.Hunyuan;

/// <summary>Streams as Hunyuan writes them, written here and not by the product.</summary>
internal static class HunyuanText
{
    public static string Write(IEnumerable<ChatEvent> events, bool saysDone)
    {
        TokenUsage usage = events.OfType<ChatEvent.Usage>().Single().Tokens;
        IEnumerable<JsonObject> choices = events.Select(Choice).OfType<JsonObject>();
        return string.Concat(choices.Select(choice => $"data: {Chunk(choice, usage).ToJsonString()}\n\n")) + (saysDone ? "data: [DONE]\n\n" : "");
    }

    private static JsonObject Chunk(JsonObject choice, TokenUsage usage) => new()
    {
        ["Note"] = "",
        ["Choices"] = new JsonArray(choice),
        ["Created"] = 1_700_000_000,
        ["Id"] = "id-1",
        ["Usage"] = Usage(usage),
        ["ErrorMsg"] = null,
    };

    private static JsonObject? Choice(ChatEvent step) => step switch
    {
        ChatEvent.ReasoningDelta delta => Choice(delta.Choice, new JsonObject { ["ReasoningContent"] = delta.Text }),
        ChatEvent.TextDelta delta => Choice(delta.Choice, new JsonObject { ["Content"] = delta.Text }),
        ChatEvent.ToolCallStarted call => Choice(call.Choice, Call(call.Index, call.Id, call.Name, "")),
        ChatEvent.ToolCallDelta delta => Choice(delta.Choice, Call(delta.Index, $"call_{delta.Choice}_{delta.Index}", "", delta.Arguments)),
        ChatEvent.Finished finished => Choice(finished.Choice, new JsonObject { ["Content"] = "" }, Word(finished.Reason)),
        _ => null,
    };

    private static JsonObject Choice(int index, JsonObject delta, string finish = "")
    {
        delta["Role"] = "assistant";
        return new JsonObject { ["Index"] = index, ["Delta"] = delta, ["FinishReason"] = finish, ["ModerationLevel"] = "0" };
    }

    private static JsonObject Call(int index, string id, string name, string arguments) => new()
    {
        ["Content"] = "",
        ["ToolCalls"] = new JsonArray(new JsonObject
        {
            ["Id"] = id,
            ["Type"] = "function",
            ["Function"] = new JsonObject { ["Name"] = name, ["Arguments"] = arguments },
            ["Index"] = index,
        }),
    };

    private static JsonObject Usage(TokenUsage usage)
    {
        var json = new JsonObject { ["PromptTokens"] = usage.Input, ["CompletionTokens"] = usage.Output, ["TotalTokens"] = usage.Input + usage.Output };
        if (usage.CachedInput is { } cached)
        {
            json["PromptTokensDetails"] = new JsonObject { ["CachedTokens"] = cached };
        }

        if (usage.Reasoning is { } reasoning)
        {
            json["CompletionTokensDetails"] = new JsonObject { ["ReasoningTokens"] = reasoning };
        }

        return json;
    }

    private static string Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        _ => "stop",
    };
}
