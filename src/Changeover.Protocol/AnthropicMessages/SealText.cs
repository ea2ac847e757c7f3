using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>
/// A seal as a <c>signature</c>, or as the <c>data</c> of redacted thinking, which clients replay unread. The dialect's own stands as it
/// came. Those of others, and those on text and tool calls, travel as a <see cref="SealCode"/>: the latter as redacted thinking, behind the text and before the call.
/// </summary>
internal static class SealText
{
    public static string Write(Seal seal, SealPlace place) =>
        seal.Origin == Dialect.AnthropicMessages && place is SealPlace.Reasoning or SealPlace.Redacted ? seal.Value : SealCode.Write(seal, place);

    /// <summary>A text that is no code is a seal of the dialect's own, on reasoning.</summary>
    public static Seal Read(string text, out SealPlace place)
    {
        if (SealCode.TryRead(text, out Seal? seal, out place))
        {
            return seal;
        }

        place = SealPlace.Redacted;
        return new Seal(Dialect.AnthropicMessages, text);
    }
}
