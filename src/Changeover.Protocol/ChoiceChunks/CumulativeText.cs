namespace Changeover.Protocol.ChoiceChunks;

/// <summary>A text that every chunk repeats from its beginning. Remembers how long it was and a digest, not the text.</summary>
internal sealed class CumulativeText
{
    private int _length;
    private int _digest = Digest("");

    /// <summary>What has come on; null = the text does not begin as it did before.</summary>
    public string? Advance(string whole)
    {
        if (whole.Length < _length || Digest(whole.AsSpan(0, _length)) != _digest)
        {
            return null;
        }

        string more = whole[_length..];
        (_length, _digest) = (whole.Length, Digest(whole));
        return more;
    }

    private static int Digest(ReadOnlySpan<char> text) => string.GetHashCode(text, StringComparison.Ordinal);
}
