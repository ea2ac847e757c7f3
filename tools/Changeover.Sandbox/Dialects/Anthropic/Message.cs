using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Anthropic;

/// <summary>The answer as Anthropic's message object, and the parts that a stream takes from it.</summary>
/// <param name="number">Number of the request, used in ids.</param>
/// <param name="answer">What the model says.</param>
/// <param name="seals">Signs the thinking.</param>
/// <param name="omitsThinking">The thinking's text is left out; its signature stays.</param>
internal sealed class Message(int number, Answer answer, Seals seals, bool omitsThinking)
{
    public Choice Choice { get; } = answer.Choices[0];

    public bool ShowsThinking => !omitsThinking && !Choice.IsReasoningHidden;

    /// <summary>The buffered answer.</summary>
    public JsonObject Whole()
    {
        var message = Start();
        message["content"] = new JsonArray([.. Blocks()]);
        message["stop_reason"] = StopReason;
        message["stop_sequence"] = Choice.StopSequence;
        message["stop_details"] = StopDetails();
        message["usage"] = FinalUsage();
        return message;
    }

    /// <summary>The message as a stream opens it.</summary>
    public JsonObject Start() => new()
    {
        ["id"] = $"msg_sandbox_{number}",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = answer.Model,
        ["content"] = new JsonArray(),
        ["stop_reason"] = null,
        ["stop_sequence"] = null,
        ["stop_details"] = null,
        ["usage"] = Usage(1),
    };

    /// <summary>A sealed block whose text nobody sees.</summary>
    public JsonObject Redacted() => new() { ["type"] = "redacted_thinking", ["data"] = seals.Hide(Thinking) };

    public JsonObject Call(int index, JsonNode input) => new()
    {
        ["type"] = "tool_use",
        ["id"] = $"toolu_sandbox_{number}_{index}",
        ["name"] = Choice.Calls[index].Name,
        ["input"] = input,
    };

    public string Signature => seals.Sign(ShowsThinking ? Thinking : "");

    public string StopReason => Choice switch
    {
        { IsRefusal: true } => "refusal",
        { StopSequence: not null } => "stop_sequence",
        { FinishReason: "stop" } => "end_turn",
        { FinishReason: "length" } => "max_tokens",
        { FinishReason: "tool_calls" } => "tool_use",
        { FinishReason: "content_filter" } => "refusal",
        _ => Choice.FinishReason,
    };

    /// <summary>What was read and written; here the three kinds of input are apart, cached input is no part of <c>input_tokens</c>.</summary>
    private JsonObject Usage(int outputTokens) => new()
    {
        ["input_tokens"] = answer.PromptTokens - answer.CachedTokens - answer.WrittenTokens,
        ["cache_creation_input_tokens"] = answer.WrittenTokens,
        ["cache_read_input_tokens"] = answer.CachedTokens,
        ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = answer.WrittenTokens, ["ephemeral_1h_input_tokens"] = 0 },
        ["output_tokens"] = outputTokens,
        ["service_tier"] = "standard",
    };

    /// <summary>The usage when the answer is whole.</summary>
    public JsonObject FinalUsage()
    {
        var usage = Usage(answer.CompletionTokens);
        usage["output_tokens_details"] = new JsonObject { ["thinking_tokens"] = answer.ReasoningTokens };
        return usage;
    }

    /// <summary>Why the model refused; null when it did not.</summary>
    public JsonObject? StopDetails() => StopReason == "refusal"
        ? new() { ["type"] = "refusal", ["category"] = null, ["explanation"] = null }
        : null;

    private string Thinking => string.Concat(Choice.Reasoning);

    private IEnumerable<JsonNode> Blocks()
    {
        if (Choice.Reasoning.Count > 0)
            yield return Choice.IsReasoningHidden ? Redacted() : new JsonObject { ["type"] = "thinking", ["thinking"] = ShowsThinking ? Thinking : "", ["signature"] = Signature };
        if (Choice.Text.Count > 0) yield return new JsonObject { ["type"] = "text", ["text"] = string.Concat(Choice.Text) };
        for (var index = 0; index < Choice.Calls.Count; index++) yield return Call(index, Input(Choice.Calls[index]));
    }

    /// <summary>The arguments as an object; empty when the token limit broke them off.</summary>
    private static JsonNode Input(Call call)
    {
        try
        {
            return JsonNode.Parse(string.Concat(call.Arguments)) ?? new JsonObject();
        }
        catch (JsonException)
        {
            return new JsonObject();
        }
    }
}
