using System.Buffers;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>
/// The chunks of a stream are alike in all but their text. One is remembered, and a next one that differs in nothing else has the same
/// verdict and adds nothing to the notes: it needs no parse.
/// </summary>
internal sealed class ChunkShape
{
    private const int LongestShape = 2048;

    private static readonly SearchValues<byte> EndOrEscape = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private byte[] _around = [];
    private int _before;
    private int _length;
    private int _remembered;
    private FrameVerdict _verdict;

    /// <summary>Whether <paramref name="data"/> is the remembered chunk with another text, which is not empty either.</summary>
    public bool Matches(ReadOnlySpan<byte> data, out FrameVerdict verdict)
    {
        verdict = _verdict;
        ReadOnlySpan<byte> around = _around.AsSpan(0, _length);
        if (_length == 0
            || data.Length <= _length
            || !data.StartsWith(around[.._before])
            || !data.EndsWith(around[_before..])
            || data[_before..^(_length - _before)].ContainsAny(EndOrEscape))
        {
            return false;
        }

        if (verdict.UsageRange.Start > _before)
        {
            verdict = verdict with { UsageRange = verdict.UsageRange with { Start = verdict.UsageRange.Start + data.Length - _remembered } };
        }

        return true;
    }

    /// <summary>Remembers a chunk of content.</summary>
    /// <param name="data">The chunk.</param>
    /// <param name="text">Its text, without the quotes; empty = it has none that could differ, and nothing is remembered.</param>
    /// <param name="verdict">What it is.</param>
    public void Remember(ReadOnlySpan<byte> data, ByteRange text, FrameVerdict verdict)
    {
        _length = text.IsEmpty || data.Length - text.Length > LongestShape ? 0 : data.Length - text.Length;
        if (_length == 0)
        {
            return;
        }

        if (_around.Length < _length)
        {
            _around = new byte[_length];
        }

        data[..text.Start].CopyTo(_around);
        data[text.End..].CopyTo(_around.AsSpan(text.Start));
        (_before, _remembered, _verdict) = (text.Start, data.Length, verdict);
    }

    /// <summary>Remembers none.</summary>
    public void Forget() => _length = 0;
}
