using System.Text;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Library;

/// <summary>Python's splitting and replacing of text.</summary>
internal static class TextSplitting
{
    public static ListValue Split(RenderContext context, string text, object? separator, long limit)
    {
        var parts = new List<object?>();
        if (separator is null)
        {
            SplitAtSpace(text, limit, parts);
            return new ListValue(parts);
        }

        var mark = Mark(context, separator);
        var start = 0;
        for (int at; (limit < 0 || parts.Count < limit) && (at = text.IndexOf(mark, start, StringComparison.Ordinal)) >= 0; start = at + mark.Length)
        {
            parts.Add(text[start..at]);
        }

        parts.Add(text[start..]);
        return new ListValue(parts);
    }

    public static ListValue SplitFromEnd(RenderContext context, string text, object? separator, long limit)
    {
        if (separator is null && limit >= 0)
        {
            throw context.Fault("rsplit with a limit needs a separator");
        }

        if (separator is null || limit < 0)
        {
            return Split(context, text, separator, -1);
        }

        var mark = Mark(context, separator);
        var parts = new List<object?>();
        var end = text.Length;
        for (int at; parts.Count < limit && (at = text.AsSpan(0, end).LastIndexOf(mark, StringComparison.Ordinal)) >= 0; end = at)
        {
            parts.Add(text[(at + mark.Length)..end]);
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return new ListValue(parts);
    }

    /// <summary>Lines without their ends; no empty line after the last end.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029')
            {
                lines.Add(text[start..i]);
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    public static string Replace(RenderContext context, string text, string old, string replacement, long limit)
    {
        var result = new StringBuilder();
        var start = 0;
        if (old.Length == 0)
        {
            throw context.Fault("replacing empty text is not supported");
        }

        for (int at; limit != 0 && (at = text.IndexOf(old, start, StringComparison.Ordinal)) >= 0; start = at + old.Length, limit--)
        {
            context.Charge(at - start + replacement.Length);
            result.Append(text, start, at - start).Append(replacement);
        }

        context.Charge(text.Length - start);
        return result.Append(text, start, text.Length - start).ToString();
    }

    public static int Count(string text, string part)
    {
        if (part.Length == 0)
        {
            return CodePoints.Length(text) + 1;
        }

        var count = 0;
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length)
        {
            count++;
        }

        return count;
    }

    private static void SplitAtSpace(string text, long limit, List<object?> parts)
    {
        for (var start = 0; ;)
        {
            while (start < text.Length && CodePoints.IsSpace(text[start]))
            {
                start++;
            }

            var end = limit >= 0 && parts.Count >= limit ? text.Length : start;
            while (end < text.Length && !CodePoints.IsSpace(text[end]))
            {
                end++;
            }

            if (start == text.Length)
            {
                return;
            }

            parts.Add(text[start..end]);
            start = end;
        }
    }

    private static string Mark(RenderContext context, object separator) => separator is string { Length: > 0 } mark
        ? mark
        : throw context.Fault("the separator must be text that is not empty");
}
