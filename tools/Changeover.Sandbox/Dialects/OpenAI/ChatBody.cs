using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>A buffered chat answer.</summary>
internal static class ChatBody
{
    public static JsonObject Write(Heading heading, Answer answer, int? topLogprobs) => new()
    {
        ["id"] = heading.Id,
        ["object"] = "chat.completion",
        ["created"] = heading.Created,
        ["model"] = heading.Model,
        ["choices"] = new JsonArray([.. answer.Choices.Select((choice, index) => WriteChoice(heading, choice, index, topLogprobs))]),
        ["usage"] = Usage.Write(answer),
        ["system_fingerprint"] = "fp_sandbox",
    };

    private static JsonObject WriteChoice(Heading heading, Choice choice, int index, int? topLogprobs) => new()
    {
        ["index"] = index,
        ["message"] = Message(heading, choice, index),
        ["logprobs"] = topLogprobs is { } top ? Logprobs.Write(choice.Text, top) : null,
        ["finish_reason"] = choice.FinishReason,
    };

    private static JsonObject Message(Heading heading, Choice choice, int index)
    {
        var text = choice.Text.Count > 0 || choice.Calls.Count == 0 ? string.Concat(choice.Text) : null;
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = choice.IsRefusal ? null : text,
            ["refusal"] = choice.IsRefusal ? text : null,
        };
        if (choice.Reasoning.Count > 0) message["reasoning_content"] = string.Concat(choice.Reasoning);
        if (choice.Calls.Count > 0) message["tool_calls"] = new JsonArray([.. choice.Calls.Select((call, at) => new JsonObject
        {
            ["id"] = heading.CallId(index, at),
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = string.Concat(call.Arguments) },
        })]);
        return message;
    }
}
