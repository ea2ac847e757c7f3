using System.Text;

namespace Changeover.Inference.Templates.Values;

/// <summary>Text as Python sees it: a sequence of code points, not of UTF-16 units.</summary>
internal static class CodePoints
{
    public static IReadOnlyList<string> Split(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
        {
            if (char.IsLowSurrogate(unit))
            {
                length--;
            }
        }

        return length;
    }

    public static int Compare(string left, string right)
    {
        using var a = left.EnumerateRunes().GetEnumerator();
        using var b = right.EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (more, moreOther) = (a.MoveNext(), b.MoveNext());
            if (!more || !moreOther)
            {
                return more.CompareTo(moreOther);
            }

            if (a.Current != b.Current)
            {
                return a.Current.CompareTo(b.Current);
            }
        }
    }

    /// <summary>Python's idea of white space, which has four more control characters than .NET's.</summary>
    public static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\x1c' and <= '\x1f';

    public static string Trim(string text, string? characters, bool start, bool end)
    {
        Func<char, bool> drop = characters is null ? IsSpace : unit => characters.Contains(unit, StringComparison.Ordinal);
        var (from, to) = (0, text.Length);
        while (start && from < to && drop(text[from]))
        {
            from++;
        }

        while (end && to > from && drop(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>Python's <c>title()</c>: a capital after every character that is not a letter.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var unit in text)
        {
            result.Append(inWord ? char.ToLowerInvariant(unit) : char.ToUpperInvariant(unit));
            inWord = char.IsLetter(unit);
        }

        return result.ToString();
    }

    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();
}
