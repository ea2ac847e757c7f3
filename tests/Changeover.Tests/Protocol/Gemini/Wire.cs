using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Json;
using Changeover.Protocol.Sse;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>The dialect over bytes.</summary>
internal static class Wire
{
    public static readonly GeminiDialect Dialect = new();

    public static ChatRequest Request(string body, string model = "gemini-3-pro", bool stream = false, string? variant = null)
    {
        Assert.True(Dialect.TryReadRequest(Encoding.UTF8.GetBytes(body), new RequestAddress(model, stream, variant), out ChatRequest? request, out RequestFault? fault), $"{fault}: {body}");
        return request;
    }

    public static RequestFault Fault(string body)
    {
        Assert.False(Dialect.TryReadRequest(Encoding.UTF8.GetBytes(body), new RequestAddress("m"), out _, out RequestFault? fault), body);
        return fault;
    }

    public static string Write(ChatRequest request, LossList? losses = null, string model = "gemini-3-pro")
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteRequest(request, model, output, losses ?? []);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static ChatAnswer Answer(string body)
    {
        Assert.True(Dialect.TryReadAnswer(Encoding.UTF8.GetBytes(body), out ChatAnswer? answer, out UpstreamError? error), $"{error}: {body}");
        return answer;
    }

    public static string Write(ChatAnswer answer, ChatRequest request, LossList? losses = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteAnswer(answer, request, output, losses ?? []);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Stream(IEnumerable<ChatEvent> events, ChatRequest request, LossList? losses = null)
    {
        var output = new ArrayBufferWriter<byte>();
        using IAnswerStreamWriter writer = Dialect.OpenStream(request, losses ?? []);
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Reads a stream that arrives in pieces.</summary>
    public static List<ChatEvent> Events(IEnumerable<byte[]> pieces)
    {
        var events = new List<ChatEvent>();
        var scanner = new SseFrameScanner();
        IAnswerStreamReader reader = Dialect.OpenStream();
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

    public static List<ChatEvent> Events(string stream) => Events([Encoding.UTF8.GetBytes(stream)]);

    /// <summary>A stream whose frames have these payloads.</summary>
    public static string Frames(params string[] payloads) => string.Concat(payloads.Select(payload => $"data: {payload}\r\n\r\n"));
}
