namespace Changeover.Inference.Constraints;

/// <summary>One bit per token of the vocabulary.</summary>
public sealed class TokenMask(int vocabularySize)
{
    private readonly ulong[] _words = new ulong[(vocabularySize + 63) / 64];

    /// <summary>Tokens in the vocabulary.</summary>
    public int Count { get; } = vocabularySize;

    /// <summary>Whether the token's bit is set.</summary>
    public bool this[int token] => (_words[token >> 6] & (1UL << (token & 63))) != 0;

    /// <summary>No token is allowed.</summary>
    public void Clear() => Array.Clear(_words);

    /// <summary>Allows the token.</summary>
    public void Allow(int token) => _words[token >> 6] |= 1UL << (token & 63);

    /// <summary>Adds every token that <paramref name="other"/> allows.</summary>
    public void AllowAll(TokenMask other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }
}
