using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Frames of a stream, numbered from 0.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly PooledBytes _value = new();
    private readonly Utf8JsonWriter _valueJson;
    private Utf8JsonWriter? _json;
    private int _number;

    public EventWriter() => _valueJson = new Utf8JsonWriter(_value, JsonOutput.Options);

    /// <summary>A text as JSON with its quotes; valid until the next one.</summary>
    public ReadOnlySpan<byte> Encode(string text)
    {
        _value.Clear();
        _valueJson.Reset();
        _valueJson.WriteStringValue(text);
        _valueJson.Flush();
        return _value.Span;
    }

    /// <summary>Begins a frame; the caller writes the rest of the object and closes with <see cref="Close"/>.</summary>
    public Utf8JsonWriter Open(ReadOnlySpan<byte> type, IBufferWriter<byte> output)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(output, JsonOutput.Options);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteNumber("sequence_number"u8, _number++);
        return json;
    }

    /// <summary>As <see cref="Open(ReadOnlySpan{byte}, IBufferWriter{byte})"/>, about an item.</summary>
    public Utf8JsonWriter Open(ReadOnlySpan<byte> type, OutputItem item, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = Open(type, output);
        json.WriteString("item_id"u8, item.Utf8Id);
        json.WriteNumber("output_index"u8, item.Index);
        return json;
    }

    public static void Close(Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n\n"u8);
    }

    public void Dispose()
    {
        _json?.Dispose();
        _valueJson.Dispose();
        _value.Dispose();
    }
}
