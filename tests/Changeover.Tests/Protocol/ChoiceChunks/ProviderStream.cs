using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Sse;

namespace Changeover.Tests.Protocol.ChoiceChunks;

/// <summary>A stream read by a dialect's reader.</summary>
internal static class ProviderStream
{
    /// <summary>All events, those of the end included.</summary>
    public static List<ChatEvent> Read(IAnswerStreamReader reader, IEnumerable<byte[]> pieces)
    {
        var events = new List<ChatEvent>();
        var scanner = new SseFrameScanner();
        byte[] rest = [];
        foreach (byte[] piece in pieces)
        {
            var buffer = new ReadOnlySequence<byte>([.. rest, .. piece]);
            while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame)
            {
                reader.Read(frame, events);
            }

            rest = buffer.ToArray();
        }

        var last = new ReadOnlySequence<byte>(rest);
        while (scanner.ReadLast(ref last, out SseFrame frame) == SseScan.Frame)
        {
            reader.Read(frame, events);
        }

        reader.End(events);
        return events;
    }

    public static List<ChatEvent> Read(IAnswerStreamReader reader, string stream) => Read(reader, [Encoding.UTF8.GetBytes(stream)]);

    /// <summary>The events of whole frames, while the stream goes on.</summary>
    public static List<ChatEvent> Frames(IAnswerStreamReader reader, string frames)
    {
        var events = new List<ChatEvent>();
        var scanner = new SseFrameScanner();
        var buffer = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(frames));
        while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame)
        {
            reader.Read(frame, events);
        }

        return events;
    }
}
