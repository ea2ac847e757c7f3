namespace Changeover.Inference.Tokens;

/// <summary>The vocabulary as bytes: what text each token stands for, whatever the tokenizer's own spelling of it.</summary>
public sealed class TokenTable
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly bool[] _special;

    /// <summary>Lays the vocabulary out.</summary>
    /// <param name="tokens">UTF-8 bytes by token id; null = the id stands for no text (a hole in the vocabulary).</param>
    /// <param name="specialIds">Control tokens (turn marks, end of text): never part of an answer's text.</param>
    public TokenTable(IReadOnlyList<byte[]?> tokens, IEnumerable<int> specialIds)
    {
        _starts = new int[tokens.Count + 1];
        for (var id = 0; id < tokens.Count; id++)
        {
            var length = tokens[id]?.Length ?? 0;
            _starts[id + 1] = _starts[id] + length;
            LongestToken = Math.Max(LongestToken, length);
        }

        _bytes = new byte[_starts[^1]];
        for (var id = 0; id < tokens.Count; id++)
        {
            tokens[id]?.CopyTo(_bytes, _starts[id]);
        }

        _special = new bool[tokens.Count];
        foreach (var id in specialIds)
        {
            _special[id] = true;
        }
    }

    /// <summary>Tokens in the vocabulary; ids run from 0 to one below.</summary>
    public int Count => _special.Length;

    /// <summary>Bytes of the longest token.</summary>
    public int LongestToken { get; }

    /// <summary>UTF-8 bytes that the token stands for; may be part of a character, empty for a hole in the vocabulary.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _bytes.AsSpan(_starts[id], _starts[id + 1] - _starts[id]);

    /// <summary>A control token: never part of an answer's text.</summary>
    public bool IsSpecial(int id) => _special[id];
}
