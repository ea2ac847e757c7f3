using System.Buffers;
using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Sse;

namespace Changeover.Tests.Protocol.AnthropicMessages;

/// <summary>Streams there and back.</summary>
internal static class MessageStream
{
    /// <summary>A client that asked for thinking.</summary>
    public static readonly ChatRequest Thinking = new() { Dialect = Dialect.AnthropicMessages, OriginalModel = "m", Messages = [], ReasoningBudget = 2000 };

    /// <summary>A client that did not.</summary>
    public static readonly ChatRequest Plain = Thinking with { ReasoningBudget = null };

    public static string Write(IEnumerable<ChatEvent> events, ChatRequest request, LossList? losses = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerStreamWriter(request, losses ?? []);
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static List<ChatEvent> Read(string stream) => Read([Encoding.UTF8.GetBytes(stream)]);

    /// <summary>Reads a stream that arrives in pieces.</summary>
    public static List<ChatEvent> Read(IEnumerable<byte[]> pieces, bool asSegments = false)
    {
        var reader = new AnswerStreamReader();
        var scanner = new SseFrameScanner();
        var events = new List<ChatEvent>();
        var rest = new List<byte[]>();
        foreach (byte[] piece in pieces)
        {
            rest.Add(piece);
            ReadOnlySequence<byte> buffer = asSegments ? Chunks.Sequence(rest) : new ReadOnlySequence<byte>([.. rest.SelectMany(one => one)]);
            while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame)
            {
                reader.Read(frame, events);
            }

            rest = [buffer.ToArray()];
        }

        reader.End(events);
        return events;
    }
}
