using Changeover.Protocol.Chat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>One item of an assistant's turn; exactly one of the three is set.</summary>
/// <param name="Message">The parts of one message, never empty.</param>
/// <param name="Part">Reasoning, or an item that is not known.</param>
/// <param name="Call">A call.</param>
internal readonly record struct TurnItem(IReadOnlyList<ContentPart>? Message, ContentPart? Part, ToolCall? Call)
{
    /// <summary>The items of a turn in their order. A message ends where something else comes between its parts, or a part with the mark of another message.</summary>
    public static IEnumerable<TurnItem> Of(ChatMessage turn)
    {
        var message = new List<ContentPart>();
        int written = 0;
        for (int index = 0; index <= turn.Parts.Count; index++)
        {
            ContentPart? part = index < turn.Parts.Count ? turn.Parts[index] : null;
            bool isCallNext = written < turn.ToolCalls.Count && (part is null || turn.ToolCalls[written].PartsBefore <= index);
            bool isItem = part is null or ContentPart.Reasoning or ContentPart.Unknown;
            if (message.Count > 0 && (isItem || isCallNext || IsMarked(part!)))
            {
                yield return new TurnItem(message, null, null);
                message = [];
            }

            while (written < turn.ToolCalls.Count && (part is null || turn.ToolCalls[written].PartsBefore <= index))
            {
                yield return new TurnItem(null, null, turn.ToolCalls[written++]);
            }

            if (!isItem)
            {
                message.Add(part!);
            }
            else if (part is not null)
            {
                yield return new TurnItem(null, part, null);
            }
        }
    }

    private static bool IsMarked(ContentPart part) =>
        part.Extensions.Count > 0 && part.Extensions.Keys.Any(name => name.StartsWith(ItemFolder.MessagePrefix, StringComparison.Ordinal));
}
