using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Hunyuan;

/// <summary>The order that Hunyuan insists on: one message of instructions at most, then the user (or tools) and the model in turn; the user begins, and the user or a tool has the last word.</summary>
internal static class TurnOrder
{
    /// <summary>Says that something was said, in no language.</summary>
    private const string Unsaid = "…";

    public static List<ChatMessage> Arrange(IReadOnlyList<ChatMessage> messages, LossList losses)
    {
        var turns = new List<ChatMessage>(messages.Count + 2);
        foreach (ChatMessage message in OneInstruction.Of(messages))
        {
            if (turns.Count > 0 || message.Role is not (Role.System or Role.Developer))
            {
                Fill(turns, message.Role, losses);
            }

            turns.Add(message);
        }

        // A history that ends in a call is the client's own affair: Hunyuan will say so.
        if (turns is [] or [.., { Role: Role.System or Role.Developer or Role.Assistant, ToolCalls: [] }])
        {
            Add(turns, Role.User, losses);
        }

        return turns;
    }

    /// <summary>Puts in whoever must speak before the next one does.</summary>
    private static void Fill(List<ChatMessage> turns, Role next, LossList losses)
    {
        bool isAnswered = turns is [] or [.., { Role: not (Role.User or Role.Tool) }];
        if (next == Role.Assistant && isAnswered)
        {
            Add(turns, Role.User, losses);
        }
        else if (next == Role.User && !isAnswered)
        {
            Add(turns, Role.Assistant, losses);
        }
    }

    private static void Add(List<ChatMessage> turns, Role role, LossList losses)
    {
        losses.Emulated("messages", "three dots stand where the target wants somebody to speak");
        turns.Add(new ChatMessage { Role = role, Parts = [new ContentPart.Text(Unsaid)] });
    }
}
