using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Every call has its result right behind it, and every result its call: providers refuse anything else, each with another 400.</summary>
internal static class CallResults
{
    private const string NotThere = "No result was given.";

    public static IReadOnlyList<ChatMessage> Complete(IReadOnlyList<ChatMessage> messages, AdaptingStep step)
    {
        if (!messages.Any(message => message.Role == Role.Tool || message.ToolCalls.Count > 0))
        {
            return messages;
        }

        var complete = new List<ChatMessage>(messages.Count);
        int index = 0;
        while (index < messages.Count)
        {
            ChatMessage message = messages[index++];
            if (message.Role == Role.Tool)
            {
                complete.Add(Orphan(message, index - 1, step));
                continue;
            }

            complete.Add(message);
            if (message.ToolCalls.Count > 0)
            {
                AddResults(message, messages, ref index, complete, step);
            }
        }

        return complete;
    }

    private static void AddResults(ChatMessage turn, IReadOnlyList<ChatMessage> messages, ref int index, List<ChatMessage> complete, AdaptingStep step)
    {
        bool isLast = index == messages.Count;
        var open = turn.ToolCalls.Select(call => call.Id).ToHashSet(StringComparer.Ordinal);
        var orphans = new List<ChatMessage>();
        while (index < messages.Count && messages[index].Role == Role.Tool)
        {
            ChatMessage result = messages[index++];
            if (result.ToolCallId is null || open.Remove(result.ToolCallId))
            {
                complete.Add(result);
            }
            else
            {
                orphans.Add(Orphan(result, index - 1, step));
            }
        }

        // A history that ends in a call is the client's own affair: the target will say so.
        if (open.Count > 0 && !isLast && !turn.ToolCalls.Any(call => call.IsLegacyFunction))
        {
            step.Losses.Emulated($"messages[{index - 1}]", "a call without a result got an empty one");
            complete.AddRange(turn.ToolCalls.Select(call => call.Id).Distinct(StringComparer.Ordinal).Where(open.Contains)
                .Select(id => new ChatMessage { Role = Role.Tool, ToolCallId = id, IsToolError = step.Rules.Of(Feature.ToolErrors) != Support.Ignored, Parts = [new ContentPart.Text(NotThere)] }));
        }

        complete.AddRange(orphans);
    }

    private static ChatMessage Orphan(ChatMessage result, int index, AdaptingStep step)
    {
        if (result.ToolCallId is null)
        {
            return result;
        }

        step.Losses.Emulated($"messages[{index}]", "a result without its call became a user's message");
        return new ChatMessage { Role = Role.User, Parts = result.Parts };
    }
}
