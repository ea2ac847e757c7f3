using System.Text.Json.Nodes;
using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>Writes the events of a streamed chat answer.</summary>
internal sealed class ChatChunks(Heading heading, UsageStyle style, bool usageWanted, int? topLogprobs)
{
    public Step Role(int index) => Send(Part.Role, Choice(index, new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null }));

    public Step Reasoning(int index, IEnumerable<string> tokens) =>
        Send(Part.Content, Choice(index, new JsonObject { ["reasoning_content"] = string.Concat(tokens) }));

    public Step Text(int index, IReadOnlyList<string> tokens, bool refusal) => Send(
        Part.Content,
        Choice(index, new JsonObject { [refusal ? "refusal" : "content"] = string.Concat(tokens) }, topLogprobs is { } top ? Logprobs.Write(tokens, top) : null));

    public Step CallBegin(int index, int at, string name) => CallDelta(index, new JsonObject
    {
        ["index"] = at,
        ["id"] = heading.CallId(index, at),
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["arguments"] = "" },
    });

    public Step CallArguments(int index, int at, IEnumerable<string> tokens) => CallDelta(index, new JsonObject
    {
        ["index"] = at,
        ["function"] = new JsonObject { ["arguments"] = string.Concat(tokens) },
    });

    public Step Finish(int index, string reason, Answer answer)
    {
        var choice = Choice(index, new JsonObject());
        choice["finish_reason"] = reason;
        if (style != UsageStyle.InChoice) return Send(Part.Finish, choice);
        choice["usage"] = Usage.Write(answer);
        return Send(Part.Finish, choice, Usage.Write(answer));
    }

    /// <summary>The usage event, where this provider sends one.</summary>
    public IEnumerable<Step> UsageEvent(Answer answer) => style switch
    {
        UsageStyle.InChoice => [],
        UsageStyle.Always => [Send(Part.Usage, null, Usage.Write(answer))],
        _ => usageWanted ? [Send(Part.Usage, null, Usage.Write(answer))] : [],
    };

    private Step.Send CallDelta(int index, JsonObject call) =>
        Send(Part.Content, Choice(index, new JsonObject { ["tool_calls"] = new JsonArray(call) }));

    private static JsonObject Choice(int index, JsonObject delta, JsonObject? logprobs = null) => new()
    {
        ["index"] = index,
        ["delta"] = delta,
        ["logprobs"] = logprobs,
        ["finish_reason"] = null,
    };

    private Step.Send Send(Part part, JsonObject? choice, JsonObject? usage = null)
    {
        var chunk = new JsonObject
        {
            ["id"] = heading.Id,
            ["object"] = "chat.completion.chunk",
            ["created"] = heading.Created,
            ["model"] = heading.Model,
            ["system_fingerprint"] = "fp_sandbox",
            ["choices"] = choice is null ? new JsonArray() : new JsonArray(choice),
        };
        if (usage is not null || usageWanted || style == UsageStyle.NullFields) chunk["usage"] = usage;
        return new Step.Send(Wire.Event(chunk), part);
    }
}
