using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Writes an error in the dialect's shape; <c>code</c> and <c>param</c> are ours, and its clients pass over them.</summary>
public static class ErrorWriter
{
    /// <summary>The body of an error answer, and the data of an <c>error</c> event: <c>{"type":"error","error":{"type","message","code"},"request_id"}</c>.</summary>
    public static void Write(ClientError error, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, ErrorTypes.Of(error.Status));
        json.WriteString("message"u8, error.Message);
        json.WriteOptional("code", error.Code);
        json.WriteOptional("param", error.Param);
        json.WriteEndObject();
        json.WriteOptional("request_id", error.RequestId);
        json.WriteEndObject();
    }
}
