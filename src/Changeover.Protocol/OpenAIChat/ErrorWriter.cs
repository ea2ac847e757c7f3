using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Json;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Writes an error in OpenAI's shape.</summary>
public static class ErrorWriter
{
    /// <summary>The body of an error answer: <c>{"error":{"message","type","param","code"}}</c>.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="type">The family (<c>invalid_request_error</c>).</param>
    /// <param name="code">The exact code; null is written as null.</param>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="param">The parameter to blame; null is written as null.</param>
    public static void Write(IBufferWriter<byte> output, string type, string? code, string message, string? param = null)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, message);
        json.WriteString("type"u8, type);
        json.WriteString("param"u8, param);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The same as a frame, for a stream that has begun.</summary>
    public static void WriteFrame(IBufferWriter<byte> output, string type, string? code, string message, string? param = null)
    {
        var data = new ArrayBufferWriter<byte>();
        Write(data, type, code, message, param);
        SseWriter.WriteData(output, data.WrittenSpan);
    }
}
