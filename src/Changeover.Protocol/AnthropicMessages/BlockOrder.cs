using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The order in which the parts and the calls of a turn were said.</summary>
internal static class BlockOrder
{
    /// <summary>Indexes into <see cref="ChatMessage.Parts"/>, or of a call into <see cref="ChatMessage.ToolCalls"/>.</summary>
    public static IEnumerable<(bool IsCall, int Index)> Of(ChatMessage turn)
    {
        int call = 0;
        for (int part = 0; part <= turn.Parts.Count; part++)
        {
            while (call < turn.ToolCalls.Count && (turn.ToolCalls[call].PartsBefore ?? turn.Parts.Count) <= part)
            {
                yield return (true, call++);
            }

            if (part < turn.Parts.Count)
            {
                yield return (false, part);
            }
        }

        for (; call < turn.ToolCalls.Count; call++)
        {
            yield return (true, call);
        }
    }
}
