using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Instructions of the application, which stand outside the conversation.</summary>
internal static class SystemWriter
{
    public static void Write(BlockOutput to, IReadOnlyList<ChatMessage> messages)
    {
        int start = Leading(messages);
        List<ContentPart> parts = [.. messages.Take(start).SelectMany(message => message.Parts)];
        for (int i = start; i < messages.Count && !to.IsOwn; i++)
        {
            if (messages[i].Role is Role.System or Role.Developer)
            {
                parts.AddRange(messages[i].Parts);
                to.Losses.Emulated($"messages[{i}]", "instructions stand before the conversation");
            }
        }

        if (parts.Count > 0)
        {
            to.Json.WritePropertyName("system");
            BlockWriter.WriteContent(to, parts, "system");
        }
    }

    /// <summary>How many messages at the beginning are instructions.</summary>
    public static int Leading(IReadOnlyList<ChatMessage> messages) =>
        messages.TakeWhile(message => message.Role is Role.System or Role.Developer).Count();
}
