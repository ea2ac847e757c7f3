using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Protocol.Sse;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>Streams written and read, and what they say as text to compare.</summary>
internal static class StreamText
{
    public static ChatRequest Request { get; } = new() { Dialect = Dialect.OpenAIResponses, OriginalModel = "m", Messages = [] };

    public static string Write(IEnumerable<ChatEvent> events, ResponseOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerStreamWriter(Request, new LossList(), options ?? ResponseOptions.None);
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static List<ChatEvent> Read(IEnumerable<byte[]> pieces)
    {
        var reader = new AnswerStreamReader();
        var scanner = new SseFrameScanner();
        var events = new List<ChatEvent>();
        var rest = new List<byte[]>();
        foreach (byte[] piece in pieces)
        {
            rest.Add(piece);
            ReadOnlySequence<byte> buffer = Chunks.Sequence(rest);
            while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame)
            {
                reader.Read(frame, events);
            }

            rest = [buffer.ToArray()];
        }

        ReadOnlySequence<byte> last = Chunks.Sequence(rest);
        while (scanner.ReadLast(ref last, out SseFrame frame) == SseScan.Frame)
        {
            reader.Read(frame, events);
        }

        reader.End(events);
        return events;
    }

    public static List<ChatEvent> Read(string stream) => Read([Encoding.UTF8.GetBytes(stream)]);

    /// <summary>Neighbouring deltas of one kind joined, all else as it is.</summary>
    public static string Of(IEnumerable<ChatEvent> events)
    {
        var text = new StringBuilder();
        string last = "";
        foreach (ChatEvent step in events)
        {
            (string kind, string said) = step switch
            {
                ChatEvent.TextDelta delta => ("text", delta.Text + string.Concat(delta.Logprobs?.Select(Of) ?? [])),
                ChatEvent.ReasoningDelta delta => ("reasoning", delta.Text),
                ChatEvent.RefusalDelta delta => ("refusal", delta.Text),
                ChatEvent.ToolCallDelta delta => ($"arguments {delta.Index}", delta.Arguments),
                _ => ("", step.ToString()),
            };
            text.Append(kind.Length > 0 && kind == last ? said : $"\n{kind} {said}");
            last = kind;
        }

        return text.ToString();
    }

    private static string Of(TokenLogprob token) => $"[{token.Token} {token.Logprob} {Convert.ToHexString(token.Bytes)} {string.Concat(token.Top.Select(Of))}]";
}
