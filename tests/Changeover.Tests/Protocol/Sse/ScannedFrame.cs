using System.Buffers;
using System.Text;
using Changeover.Protocol.Sse;

namespace Changeover.Tests.Protocol.Sse;

/// <summary>A frame that outlives its buffer.</summary>
internal sealed record ScannedFrame(string Raw, bool HasData, string Data, string Event, string Id, bool IsClosed)
{
    public static ScannedFrame Of(in SseFrame frame) =>
        new(Text(frame.Raw), frame.HasData, Text(frame.Data), Text(frame.Event), Text(frame.Id), frame.IsClosed);

    /// <summary>Scans a stream that arrives in <paramref name="pieces"/>, the way a pipe reader would.</summary>
    /// <param name="pieces">One per read.</param>
    /// <param name="asSegments">The buffer has a segment per piece, instead of being joined.</param>
    public static IReadOnlyList<ScannedFrame> Scan(IEnumerable<byte[]> pieces, bool asSegments)
    {
        var scanner = new SseFrameScanner();
        var frames = new List<ScannedFrame>();
        var rest = new List<byte[]>();
        foreach (byte[] piece in pieces)
        {
            rest.Add(piece);
            rest = Drain(scanner, rest, asSegments, isLast: false, frames);
        }

        Assert.Empty(Drain(scanner, rest, asSegments, isLast: true, frames).SelectMany(piece => piece));
        return frames;
    }

    private static List<byte[]> Drain(SseFrameScanner scanner, List<byte[]> pieces, bool asSegments, bool isLast, List<ScannedFrame> frames)
    {
        ReadOnlySequence<byte> buffer = asSegments
            ? Chunks.Sequence(pieces)
            : new ReadOnlySequence<byte>([.. pieces.SelectMany(piece => piece)]);
        while ((isLast ? scanner.ReadLast(ref buffer, out SseFrame frame) : scanner.Read(ref buffer, out frame)) == SseScan.Frame)
        {
            frames.Add(Of(frame));
        }

        var rest = new List<byte[]>();
        foreach (ReadOnlyMemory<byte> segment in buffer)
        {
            rest.Add(segment.ToArray());
        }

        return rest;
    }

    private static string Text(in ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray());
}
