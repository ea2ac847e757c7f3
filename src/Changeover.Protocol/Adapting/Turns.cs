using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>The order of the conversation as the target takes it: where instructions stand, who follows whom, what may be empty, and that every call has its result.</summary>
internal static class Turns
{
    public static ChatRequest Arrange(ChatRequest request, AdaptingStep step)
    {
        List<ChatMessage> messages = Instructions(CallResults.Complete(request.Messages, step), step);
        if (step.Rules.Of(Feature.RepeatedTurns) != Support.Native)
        {
            messages = Merged(messages);
        }

        if (!step.SameDialect && messages is [.., { Role: Role.Assistant, ToolCalls.Count: 0 }])
        {
            step.Emulates(Feature.Prefill, $"messages[{request.Messages.Count - 1}]", "the target may begin anew where it was to go on");
        }

        if (step.Rules.MaxMessages is { } most && messages.Count > most)
        {
            step.Losses.Reject("messages", $"the target takes {most} messages and forgets the first ones of more");
        }

        return request with { Messages = messages };
    }

    private static List<ChatMessage> Instructions(IReadOnlyList<ChatMessage> messages, AdaptingStep step)
    {
        bool renames = step.Rules.Of(Feature.Developer) != Support.Native;
        var first = new List<ChatMessage>();
        var rest = new List<ChatMessage>(messages.Count);
        for (int index = 0; index < messages.Count; index++)
        {
            ChatMessage message = renames && messages[index].Role == Role.Developer ? messages[index] with { Role = Role.System } : messages[index];
            bool instructs = message.Role is Role.System or Role.Developer;
            if (instructs && rest.Count > 0 && step.Emulates(Feature.SystemLater, $"messages[{index}]", "moved to the instructions at the beginning"))
            {
                first.Add(message);
            }
            else
            {
                (instructs && rest.Count == 0 ? first : rest).Add(message);
            }
        }

        return [.. first, .. rest];
    }

    /// <summary>Turns of one side in a row become one. Tool results stay apart: each dialect has its own way with them.</summary>
    private static List<ChatMessage> Merged(List<ChatMessage> messages)
    {
        var merged = new List<ChatMessage>(messages.Count);
        foreach (ChatMessage message in messages)
        {
            if (IsEmpty(message))
            {
                continue;
            }

            if (merged.Count > 0 && CanJoin(merged[^1], message))
            {
                merged[^1] = Join(merged[^1], message);
            }
            else
            {
                merged.Add(message);
            }
        }

        return merged;
    }

    /// <summary>Two turns with fields of their dialect's own stay two: it takes them.</summary>
    private static bool CanJoin(ChatMessage one, ChatMessage other) =>
        one.Role == other.Role && one.Role is Role.User or Role.Assistant && (one.Extensions.Count == 0 || other.Extensions.Count == 0);

    private static bool IsEmpty(ChatMessage message) =>
        message.Role is Role.User or Role.Assistant && message.ToolCalls.Count == 0 && message.Parts.All(part => part is ContentPart.Text { Value.Length: 0, Seal: null });

    private static ChatMessage Join(ChatMessage one, ChatMessage other) => one with
    {
        Name = one.Name ?? other.Name,
        Parts = [.. one.Parts, .. other.Parts],
        ToolCalls = [.. one.ToolCalls, .. other.ToolCalls],
        Reasoning = one.Reasoning is null ? other.Reasoning : one.Reasoning + other.Reasoning,
        Extensions = one.Extensions.Count > 0 ? one.Extensions : other.Extensions,
    };
}
