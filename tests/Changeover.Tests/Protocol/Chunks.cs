using System.Buffers;

namespace Changeover.Tests.Protocol;

/// <summary>Bytes that arrive in pieces, as a network gives them.</summary>
internal static class Chunks
{
    /// <summary>Cuts at every offset of <paramref name="cuts"/> (taken modulo the length).</summary>
    public static IReadOnlyList<byte[]> Split(byte[] bytes, IEnumerable<int> cuts)
    {
        int[] offsets = [0, .. cuts.Select(cut => cut % (bytes.Length + 1)).Order(), bytes.Length];
        return [.. offsets.Zip(offsets.Skip(1), (start, end) => bytes[start..end])];
    }

    /// <summary>A sequence with one segment per piece.</summary>
    public static ReadOnlySequence<byte> Sequence(IReadOnlyList<byte[]> pieces)
    {
        if (pieces.Count == 0)
        {
            return default;
        }

        var first = new Segment(pieces[0], 0);
        Segment last = pieces.Skip(1).Aggregate(first, (previous, piece) => previous.Append(piece));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long index)
        {
            Memory = bytes;
            RunningIndex = index;
        }

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
