using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Instructions of the application, which stand outside the conversation and are text.</summary>
internal static class SystemWriter
{
    public static void Write(BlockOutput to, IReadOnlyList<ChatMessage> messages)
    {
        int start = Leading(messages);
        var parts = new List<ContentPart>();
        for (int i = 0; i < (to.IsOwn ? start : messages.Count); i++)
        {
            if (messages[i].Role is Role.System or Role.Developer)
            {
                parts.AddRange(Instructions(to, messages[i], i));
                if (i >= start)
                {
                    to.Losses.Emulated($"messages[{i}]", "instructions stand before the conversation");
                }
            }
        }

        if (parts.Exists(part => !BlockWriter.IsBlank(part)))
        {
            to.Json.WritePropertyName("system");
            BlockWriter.WriteContent(to, parts, "system");
        }
    }

    /// <summary>How many messages at the beginning are instructions.</summary>
    public static int Leading(IReadOnlyList<ChatMessage> messages) =>
        messages.TakeWhile(message => message.Role is Role.System or Role.Developer).Count();

    private static IEnumerable<ContentPart> Instructions(BlockOutput to, ChatMessage message, int index)
    {
        if (!to.IsOwn && message.Parts.Any(part => part is not ContentPart.Text))
        {
            to.Losses.Ignored($"messages[{index}].content", "instructions are text");
        }

        if (message.Name is not null)
        {
            to.Losses.Ignored($"messages[{index}].name", "the dialect has no names of speakers");
        }

        return to.IsOwn ? message.Parts : message.Parts.OfType<ContentPart.Text>();
    }
}
