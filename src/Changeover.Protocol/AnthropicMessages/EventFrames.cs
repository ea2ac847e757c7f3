using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The frames of a stream, each written straight to the output.</summary>
internal sealed class EventFrames : IDisposable
{
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Index = JsonEncodedText.Encode("index");

    private IBufferWriter<byte>? _output;
    private Utf8JsonWriter? _json;

    /// <summary>Where the next frames go.</summary>
    public IBufferWriter<byte> Output
    {
        private get => _output ?? throw new InvalidOperationException("There is no output yet.");
        set => _output = value;
    }

    public void WriteMessageStart(string id, string model)
    {
        Utf8JsonWriter json = Begin("message_start"u8);
        json.WriteStartObject("message");
        json.WriteString("id", id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", model);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        json.WriteStartObject("usage");
        // Nobody knows yet: the figures that count come in message_delta.
        json.WriteNumber("input_tokens", 0);
        json.WriteNumber("output_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        Finish(json);
    }

    public void WritePing() => Finish(Begin("ping"u8));

    public void WriteBlockStart(int index, QueuedBlock block)
    {
        Utf8JsonWriter json = Begin("content_block_start"u8);
        json.WriteNumber(Index, index);
        json.WriteStartObject("content_block");
        switch (block.Kind)
        {
            case BlockKind.Thinking:
                json.WriteString(Type, "thinking");
                json.WriteString("thinking", "");
                json.WriteString("signature", "");
                break;
            case BlockKind.Redacted:
                json.WriteString(Type, "redacted_thinking");
                json.WriteString("data", block.Signature);
                break;
            case BlockKind.Call:
                json.WriteString(Type, "tool_use");
                json.WriteString("id", block.Call!.Id);
                json.WriteString("name", block.Call.Name);
                json.WriteStartObject("input");
                json.WriteEndObject();
                break;
            default:
                json.WriteString(Type, "text");
                json.WriteString("text", "");
                break;
        }

        json.WriteEndObject();
        Finish(json);
    }

    public void WriteDelta(int index, DeltaType delta, string text)
    {
        (string type, string name) = delta switch
        {
            DeltaType.Input => ("input_json_delta", "partial_json"),
            DeltaType.Thinking => ("thinking_delta", "thinking"),
            DeltaType.Signature => ("signature_delta", "signature"),
            _ => ("text_delta", "text"),
        };
        Utf8JsonWriter json = Begin("content_block_delta"u8);
        json.WriteNumber(Index, index);
        json.WriteStartObject("delta"u8);
        json.WriteString(Type, type);
        json.WriteString(name, text);
        json.WriteEndObject();
        Finish(json);
    }

    public void WriteBlockStop(int index)
    {
        Utf8JsonWriter json = Begin("content_block_stop"u8);
        json.WriteNumber(Index, index);
        Finish(json);
    }

    public void WriteMessageDelta(string? stopReason, string? stopSequence, TokenUsage? usage, LossList losses)
    {
        Utf8JsonWriter json = Begin("message_delta"u8);
        json.WriteStartObject("delta"u8);
        json.WriteString("stop_reason", stopReason);
        json.WriteString("stop_sequence", stopSequence);
        json.WriteEndObject();
        json.WriteStartObject("usage");
        UsageWriter.Write(json, usage, losses);
        json.WriteEndObject();
        Finish(json);
    }

    public void WriteMessageStop() => Finish(Begin("message_stop"u8));

    public void WriteError(ClientError error)
    {
        Output.Write("event: error\ndata: "u8);
        ErrorWriter.Write(error, Output);
        Output.Write("\n\n"u8);
    }

    public void Dispose() => _json?.Dispose();

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> type)
    {
        Output.Write("event: "u8);
        Output.Write(type);
        Output.Write("\ndata: "u8);
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(Output, JsonOutput.Options);
        json.Reset(Output);
        json.WriteStartObject();
        json.WriteString(Type, type);
        return json;
    }

    private void Finish(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        Output.Write("\n\n"u8);
    }
}
