namespace Changeover.Inference.Answering;

/// <summary>How much of a text's end must wait because it may be the beginning of a mark.</summary>
internal static class HoldBack
{
    /// <summary>Length of the longest end of <paramref name="text"/> that begins <paramref name="mark"/> without completing it.</summary>
    public static int Length(ReadOnlySpan<char> text, ReadOnlySpan<char> mark)
    {
        var length = Math.Min(text.Length, mark.Length - 1);
        while (length > 0 && !text.EndsWith(mark[..length], StringComparison.Ordinal))
        {
            length--;
        }

        return Math.Max(0, length);
    }
}
