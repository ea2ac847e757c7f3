using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Adapting;

/// <summary>For dialects that have room for one message of instructions.</summary>
internal static class OneInstruction
{
    /// <summary>The conversation, with the instructions at its beginning as one message.</summary>
    public static IReadOnlyList<ChatMessage> Of(IReadOnlyList<ChatMessage> messages)
    {
        int count = messages.TakeWhile(message => message.Role is Role.System or Role.Developer).Count();
        return count < 2 ? messages : [Joined([.. messages.Take(count)]), .. messages.Skip(count)];
    }

    private static ChatMessage Joined(IReadOnlyList<ChatMessage> instructions) => new()
    {
        Role = Role.System,
        Name = instructions.Select(message => message.Name).FirstOrDefault(name => name is not null),
        Parts = [.. instructions.SelectMany((message, index) => index == 0 ? message.Parts : [new ContentPart.Text("\n\n"), .. message.Parts])],
    };
}
