using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.Responses;

/// <summary>The items of an answer: reasoning, a message, calls.</summary>
/// <param name="name">What all ids of the answer have in common.</param>
/// <param name="choice">What the model says.</param>
/// <param name="hidden">The reasoning as only this sandbox can read it; null when it was not asked for.</param>
/// <param name="summarises">The reasoning is summed up in words; here they are all of it.</param>
internal sealed class OutputItems(string name, Choice choice, string? hidden, bool summarises)
{
    public Choice Choice => choice;

    public bool HasReasoning => choice.Reasoning.Count > 0;

    public bool Summarises => summarises;

    public bool HasMessage => choice.Text.Count > 0 || choice.Calls.Count == 0;

    public string ReasoningId => $"rs_{name}";

    public string MessageId => $"msg_{name}";

    public string CallId(int index) => $"fc_{name}_{index}";

    public JsonObject Reasoning(bool done)
    {
        var item = new JsonObject { ["id"] = ReasoningId, ["type"] = "reasoning", ["summary"] = done && summarises ? new JsonArray(Summary(done: true)) : new JsonArray() };
        if (done && hidden is not null) item["encrypted_content"] = hidden;
        return item;
    }

    public JsonObject Summary(bool done) => new() { ["type"] = "summary_text", ["text"] = done ? string.Concat(choice.Reasoning) : "" };

    public JsonObject Message(bool done) => new()
    {
        ["id"] = MessageId,
        ["type"] = "message",
        ["status"] = Status(done, last: choice.Calls.Count == 0),
        ["role"] = "assistant",
        ["content"] = done ? new JsonArray(TextPart(done: true)) : new JsonArray(),
    };

    public JsonObject TextPart(bool done)
    {
        var text = done ? string.Concat(choice.Text) : "";
        return choice.IsRefusal
            ? new() { ["type"] = "refusal", ["refusal"] = text }
            : new() { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray(), ["text"] = text };
    }

    public JsonObject Call(int index, bool done) => new()
    {
        ["id"] = CallId(index),
        ["type"] = "function_call",
        ["status"] = Status(done, last: index == choice.Calls.Count - 1),
        ["arguments"] = done ? Arguments(index) : "",
        ["call_id"] = $"call_{name}_{index}",
        ["name"] = choice.Calls[index].Name,
    };

    public string Arguments(int index) => string.Concat(choice.Calls[index].Arguments);

    /// <summary>All items, each whole.</summary>
    public JsonArray All() =>
    [
        .. HasReasoning ? [Reasoning(done: true)] : Array.Empty<JsonNode>(),
        .. HasMessage ? [Message(done: true)] : Array.Empty<JsonNode>(),
        .. choice.Calls.Select(JsonNode (_, index) => Call(index, done: true)),
    ];

    private string Status(bool done, bool last) => !done ? "in_progress" : last && choice.FinishReason is not ("stop" or "tool_calls") ? "incomplete" : "completed";
}
