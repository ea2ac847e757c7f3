using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>Earlier reasoning as the target may see it: its own seals stay, those of others go, text comes or does not.</summary>
internal static class ReasoningHistory
{
    public static ChatRequest Rewrite(ChatRequest request, AdaptingStep step)
    {
        int loop = request.Messages.ToList().FindLastIndex(message => message.Role == Role.User);
        return request with
        {
            Messages = [.. request.Messages.Select((message, index) => message.Role == Role.Assistant ? Rewrite(message, $"messages[{index}]", index > loop, step) : message)],
        };
    }

    private static ChatMessage Rewrite(ChatMessage message, string path, bool inLoop, AdaptingStep step)
    {
        List<ContentPart>? kept = null;
        string? reasoning = message.Reasoning;
        if (message.Parts.Any(part => IsForeign(part.Seal, step)))
        {
            step.Takes(Feature.ForeignSeals, $"{path}.content");
            reasoning ??= Text(message.Parts.OfType<ContentPart.Reasoning>().Where(part => IsForeign(part.Seal, step)));
            kept = [.. message.Parts.Where(part => part is not ContentPart.Reasoning || !IsForeign(part.Seal, step)).Select(part => IsForeign(part.Seal, step) ? part with { Seal = null } : part)];
        }

        return message with
        {
            Parts = kept ?? message.Parts,
            Reasoning = Replay(reasoning, message.ToolCalls.Count > 0 && inLoop, path, step),
            ToolCalls = message.ToolCalls.Any(call => IsForeign(call.Seal, step))
                ? [.. message.ToolCalls.Select(call => IsForeign(call.Seal, step) ? call with { Seal = null } : call)]
                : message.ToolCalls,
        };
    }

    private static string? Replay(string? reasoning, bool isCallInLoop, string path, AdaptingStep step)
    {
        if (step.Rules.Reasoning == ReasoningReplay.InToolLoops && isCallInLoop && reasoning is null)
        {
            step.Losses.Emulated($"{path}.reasoning_content", "the target insists on reasoning that is not there");
            return step.Rules.LostReasoning;
        }

        return reasoning is not null && step.Takes(Feature.ReasoningReplay, $"{path}.reasoning_content") ? reasoning : null;
    }

    private static bool IsForeign(Seal? seal, AdaptingStep step) => seal is not null && seal.Origin != step.Rules.Dialect;

    private static string? Text(IEnumerable<ContentPart.Reasoning> parts)
    {
        string text = string.Concat(parts.Select(part => part.Value));
        return text.Length > 0 ? text : null;
    }
}
