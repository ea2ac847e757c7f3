using System.Diagnostics.CodeAnalysis;

namespace Changeover.Protocol.Chat;

/// <summary>
/// A seal on its way through a client that speaks another dialect: one text for the one field that the dialect has for seals.
/// The client gives it back unread, and its origin, maker and place are known again. No provider ever sees this form.
/// </summary>
public static class SealCode
{
    private const string Head = "changeover-seal.1.";

    /// <summary>Whether a body holds such a text, plain or in Base64 as Gemini's clients carry it: no provider must see it, so that the body cannot be passed on as it is.</summary>
    public static bool IsIn(ReadOnlySpan<byte> body) => body.IndexOf("changeover-seal.1."u8) >= 0 || body.IndexOf("Y2hhbmdlb3Zlci1zZWFsLjEu"u8) >= 0;

    /// <summary>The seal as text. Letters, digits, dots and hyphens before the seal's own value.</summary>
    public static string Write(Seal seal, SealPlace place) => $"{Head}{seal.Origin}{(seal.Maker is null ? "" : "@" + seal.Maker)}.{place}.{seal.Value}";

    /// <summary>False for a text that <see cref="Write"/> has not made: then it is a seal of the dialect's own.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Seal? seal, out SealPlace place)
    {
        seal = null;
        place = default;
        if (!text.StartsWith(Head, StringComparison.Ordinal))
        {
            return false;
        }

        string[] words = text[Head.Length..].Split('.', 3);
        string[] maker = words[0].Split('@', 2);
        if (words.Length == 3 && Enum.TryParse(maker[0], out Dialect origin) && Enum.IsDefined(origin) && Enum.TryParse(words[1], out place) && Enum.IsDefined(place))
        {
            seal = new Seal(origin, words[2]) { Maker = maker.ElementAtOrDefault(1) };
        }

        return seal is not null;
    }
}
