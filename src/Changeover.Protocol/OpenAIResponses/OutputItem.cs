using System.Buffers;
using System.Text;
using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>
/// One item of an answer under way. It keeps, as JSON in pooled bytes, what the dialect says again when a part, the item and the
/// response are done.
/// </summary>
internal sealed class OutputItem(int index, OutputKind kind, string id) : IDisposable
{
    private readonly PooledBytes _open = new();
    private readonly PooledBytes _logprobs = new();
    private readonly PooledBytes _parts = new();
    private readonly PooledBytes _item = new();

    public int Index => index;

    public OutputKind Kind => kind;

    public byte[] Utf8Id { get; } = Encoding.UTF8.GetBytes(id);

    public string CallId { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Encrypted { get; set; }

    /// <summary>A part of the content is open.</summary>
    public bool HasOpenPart { get; private set; }

    /// <summary>The open part is a refusal.</summary>
    public bool IsRefusal { get; private set; }

    /// <summary>Parts that are done; the place of the open one.</summary>
    public int PartsDone { get; private set; }

    /// <summary>Nothing more will come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The item as JSON, once it is done.</summary>
    public ReadOnlySpan<byte> Json => _item.Span;

    public void OpenPart(bool isRefusal)
    {
        HasOpenPart = true;
        IsRefusal = isRefusal;
        _open.Clear();
        _logprobs.Clear();
    }

    /// <summary>Takes more of what is open, given as JSON with its quotes; returns what is kept of it in bytes.</summary>
    public int Append(ReadOnlySpan<byte> json)
    {
        _open.Write(json[1..^1]);
        return json.Length - 2;
    }

    /// <summary>Takes more log-probabilities, given as a JSON list; returns what is kept of them in bytes.</summary>
    public int AppendLogprobs(ReadOnlySpan<byte> list)
    {
        if (list.Length > 2)
        {
            _logprobs.Write(_logprobs.Count > 0 ? ","u8 : default);
            _logprobs.Write(list[1..^1]);
        }

        return list.Length - 2;
    }

    /// <summary>What is open, as JSON with its quotes.</summary>
    public void WriteOpen(Utf8JsonWriter json) => json.WriteRaw("\""u8, _open.Span, "\""u8);

    /// <summary>Its log-probabilities as a JSON list.</summary>
    public void WriteLogprobs(Utf8JsonWriter json) => json.WriteRaw("["u8, _logprobs.Span, "]"u8);

    /// <summary>The open part as it is when it is done.</summary>
    public void WritePart(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", kind == OutputKind.Reasoning ? "summary_text" : IsRefusal ? "refusal" : "output_text");
        if (kind == OutputKind.Message && !IsRefusal)
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WritePropertyName("logprobs");
            WriteLogprobs(json);
        }

        json.WritePropertyName(IsRefusal ? "refusal" : "text");
        WriteOpen(json);
        json.WriteEndObject();
    }

    /// <summary>The open part is done.</summary>
    public void ClosePart()
    {
        _parts.Write(PartsDone++ > 0 ? ","u8 : default);
        using (var json = new Utf8JsonWriter(_parts, JsonOutput.Options))
        {
            WritePart(json);
        }

        HasOpenPart = false;
        _open.Clear();
    }

    /// <summary>The item with what is done of it.</summary>
    public void Write(Utf8JsonWriter json, string status)
    {
        if (IsDone)
        {
            json.WriteRawValue(_item.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", id);
        switch (kind)
        {
            case OutputKind.Reasoning:
                json.WriteString("type", ReasoningItem.Type);
                json.WriteOptional("encrypted_content", Encrypted);
                json.WritePropertyName("summary");
                json.WriteRaw("["u8, _parts.Span, "]"u8);
                break;
            case OutputKind.Message:
                json.WriteString("type", "message");
                json.WriteString("status", status);
                json.WriteString("role", "assistant");
                json.WritePropertyName("content");
                json.WriteRaw("["u8, _parts.Span, "]"u8);
                break;
            default:
                json.WriteString("type", kind == OutputKind.CustomCall ? "custom_tool_call" : "function_call");
                json.WriteString("status", status);
                json.WriteString("call_id", CallId);
                json.WriteString("name", Name);
                json.WritePropertyName(kind == OutputKind.CustomCall ? "input" : "arguments");
                WriteOpen(json);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Nothing more will come: the item as JSON is all that is kept.</summary>
    public void Finish(string status)
    {
        using (var json = new Utf8JsonWriter(_item, JsonOutput.Options))
        {
            Write(json, status);
        }

        IsDone = true;
        _open.Dispose();
        _logprobs.Dispose();
        _parts.Dispose();
    }

    public void Dispose()
    {
        _open.Dispose();
        _logprobs.Dispose();
        _parts.Dispose();
        _item.Dispose();
    }
}
