using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>
/// The output of a streamed answer: opens and closes items and their parts around the deltas. Reasoning and messages follow each other;
/// calls stay open until the end, since their arguments may come mixed.
/// </summary>
internal sealed class OutputWriter(EventWriter events, Func<string, int, string> itemId, LossList losses) : IDisposable
{
    private readonly List<OutputItem> _items = [];
    private readonly Dictionary<int, OutputItem> _calls = [];
    private readonly PooledBytes _logprobs = new();
    private OutputItem? _current;

    /// <summary>Bytes that are kept.</summary>
    public long Kept { get; private set; }

    /// <summary>Writes what a step makes, if anything.</summary>
    public void Write(ChatEvent step, IBufferWriter<byte> output)
    {
        switch (step)
        {
            case ChatEvent.TextDelta { Choice: 0 } delta:
                WriteText(delta, output);
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } delta:
                WriteDelta("response.reasoning_summary_text.delta"u8, "summary_index"u8, OpenReasoning(output), delta.Text, output);
                break;
            case ChatEvent.RefusalDelta { Choice: 0 } delta:
                WriteDelta("response.refusal.delta"u8, "content_index"u8, OpenMessage(isRefusal: true, output), delta.Text, output);
                break;
            case ChatEvent.ReasoningSealed { Choice: 0 } sealing:
                SealReasoning(sealing, output);
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                StartCall(call, output);
                break;
            case ChatEvent.ToolCallDelta { Choice: 0 } delta:
                WriteArguments(delta, output);
                break;
            case ChatEvent.TextSealed { Choice: 0 }:
                losses.Ignored("content.signature", "the dialect has no signatures on text");
                break;
            default:
                losses.Ignored("choices", "the dialect has one answer");
                break;
        }
    }

    /// <summary>Closes all that is open. Of an incomplete answer the last item is incomplete.</summary>
    public void Close(bool isIncomplete, IBufferWriter<byte> output)
    {
        OutputItem? last = _items.Count > 0 ? _items[^1] : null;
        foreach (OutputItem item in _items.Where(item => !item.IsDone))
        {
            CloseItem(item, isIncomplete && item == last ? "incomplete" : "completed", output);
        }

        _current = null;
    }

    /// <summary>Nothing more is told: what was open stays as it is.</summary>
    public void Abandon()
    {
        foreach (OutputItem item in _items.Where(item => !item.IsDone))
        {
            if (item.HasOpenPart)
            {
                item.ClosePart();
            }

            item.Finish("incomplete");
        }
    }

    /// <summary>The finished items as a list.</summary>
    public void WriteItems(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (OutputItem item in _items)
        {
            json.WriteRawValue(item.Json, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    public void Dispose()
    {
        _logprobs.Dispose();
        foreach (OutputItem item in _items)
        {
            item.Dispose();
        }
    }

    private void WriteText(ChatEvent.TextDelta delta, IBufferWriter<byte> output)
    {
        OutputItem item = OpenMessage(isRefusal: false, output);
        Utf8JsonWriter json = OpenDelta("response.output_text.delta"u8, "content_index"u8, item, delta.Text, output);
        json.WritePropertyName("logprobs"u8);
        if (delta.Logprobs is { } logprobs)
        {
            _logprobs.Clear();
            using (var list = new Utf8JsonWriter(_logprobs, JsonOutput.Options))
            {
                LogprobsWriter.WriteList(list, logprobs);
            }

            Kept += item.AppendLogprobs(_logprobs.Span);
            json.WriteRawValue(_logprobs.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteStartArray();
            json.WriteEndArray();
        }

        EventWriter.Close(json, output);
    }

    private void WriteDelta(ReadOnlySpan<byte> type, ReadOnlySpan<byte> indexName, OutputItem item, string text, IBufferWriter<byte> output) =>
        EventWriter.Close(OpenDelta(type, indexName, item, text, output), output);

    private Utf8JsonWriter OpenDelta(ReadOnlySpan<byte> type, ReadOnlySpan<byte> indexName, OutputItem item, string text, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = events.Open(type, item, output);
        json.WriteNumber(indexName, item.PartsDone);
        WriteDelta(json, item, text);
        return json;
    }

    private void WriteDelta(Utf8JsonWriter json, OutputItem item, string text)
    {
        ReadOnlySpan<byte> encoded = events.Encode(text);
        Kept += item.Append(encoded);
        json.WritePropertyName("delta"u8);
        json.WriteRawValue(encoded, skipInputValidation: true);
    }

    private void WriteArguments(ChatEvent.ToolCallDelta delta, IBufferWriter<byte> output)
    {
        if (!_calls.TryGetValue(delta.Index, out OutputItem? item))
        {
            return;
        }

        Utf8JsonWriter json = events.Open(
            item.Kind == OutputKind.CustomCall ? "response.custom_tool_call_input.delta"u8 : "response.function_call_arguments.delta"u8, item, output);
        WriteDelta(json, item, delta.Arguments);
        EventWriter.Close(json, output);
    }

    private void StartCall(ChatEvent.ToolCallStarted call, IBufferWriter<byte> output)
    {
        if (_calls.ContainsKey(call.Index))
        {
            return;
        }

        CloseCurrent(output);
        if (call.Seal is { } seal)
        {
            OutputItem carrier = Add(OutputKind.Reasoning, "rs", output, item => item.Encrypted = SealCode.Write(seal, SealPlace.ToolCall));
            CloseItem(carrier, "completed", output);
        }

        int index = _items.Count;
        var item = new OutputItem(index, call.IsCustom ? OutputKind.CustomCall : OutputKind.Call, itemId(call.IsCustom ? "ctc" : "fc", index))
        {
            CallId = call.Id.Length > 0 ? call.Id : itemId("call", index),
            Name = call.Name,
        };
        _calls.Add(call.Index, item);
        Add(item, output);
    }

    private void SealReasoning(ChatEvent.ReasoningSealed sealing, IBufferWriter<byte> output)
    {
        string encrypted = SealCode.Write(sealing.Seal, sealing.IsRedacted ? SealPlace.Redacted : SealPlace.Reasoning);
        if (_current is { Kind: OutputKind.Reasoning } open && !sealing.IsRedacted)
        {
            open.Encrypted = encrypted;
        }
        else
        {
            CloseCurrent(output);
            _current = Add(OutputKind.Reasoning, "rs", output, item => item.Encrypted = encrypted);
        }

        CloseCurrent(output);
    }

    private OutputItem OpenReasoning(IBufferWriter<byte> output)
    {
        OutputItem item = OpenItem(OutputKind.Reasoning, "rs", output);
        OpenPart(item, isRefusal: false, output);
        return item;
    }

    private OutputItem OpenMessage(bool isRefusal, IBufferWriter<byte> output)
    {
        OutputItem item = OpenItem(OutputKind.Message, "msg", output);
        OpenPart(item, isRefusal, output);
        return item;
    }

    private OutputItem OpenItem(OutputKind kind, string prefix, IBufferWriter<byte> output)
    {
        if (_current?.Kind != kind)
        {
            CloseCurrent(output);
            _current = Add(kind, prefix, output);
        }

        return _current!;
    }

    private OutputItem Add(OutputKind kind, string prefix, IBufferWriter<byte> output, Action<OutputItem>? prepare = null)
    {
        var item = new OutputItem(_items.Count, kind, itemId(prefix, _items.Count));
        prepare?.Invoke(item);
        Add(item, output);
        return item;
    }

    private void Add(OutputItem item, IBufferWriter<byte> output)
    {
        _items.Add(item);
        WriteItem("response.output_item.added"u8, item, "in_progress", output);
    }

    private void OpenPart(OutputItem item, bool isRefusal, IBufferWriter<byte> output)
    {
        if (item.HasOpenPart && item.IsRefusal == isRefusal)
        {
            return;
        }

        ClosePart(item, output);
        item.OpenPart(isRefusal);
        WritePart(item.Kind == OutputKind.Reasoning ? "response.reasoning_summary_part.added"u8 : "response.content_part.added"u8, item, output);
    }

    private void CloseCurrent(IBufferWriter<byte> output)
    {
        if (_current is { } item)
        {
            CloseItem(item, "completed", output);
            _current = null;
        }
    }

    private void CloseItem(OutputItem item, string status, IBufferWriter<byte> output)
    {
        ClosePart(item, output);
        if (item.Kind is OutputKind.Call or OutputKind.CustomCall)
        {
            bool isCustom = item.Kind == OutputKind.CustomCall;
            Utf8JsonWriter json = events.Open(isCustom ? "response.custom_tool_call_input.done"u8 : "response.function_call_arguments.done"u8, item, output);
            json.WriteString("name", item.Name);
            json.WritePropertyName(isCustom ? "input" : "arguments");
            item.WriteOpen(json);
            EventWriter.Close(json, output);
        }

        item.Finish(status);
        WriteItem("response.output_item.done"u8, item, status, output);
    }

    private void ClosePart(OutputItem item, IBufferWriter<byte> output)
    {
        if (!item.HasOpenPart)
        {
            return;
        }

        bool isReasoning = item.Kind == OutputKind.Reasoning;
        Utf8JsonWriter json = events.Open(
            isReasoning ? "response.reasoning_summary_text.done"u8 : item.IsRefusal ? "response.refusal.done"u8 : "response.output_text.done"u8, item, output);
        json.WriteNumber(isReasoning ? "summary_index"u8 : "content_index"u8, item.PartsDone);
        json.WritePropertyName(item.IsRefusal ? "refusal" : "text");
        item.WriteOpen(json);
        if (!isReasoning && !item.IsRefusal)
        {
            json.WritePropertyName("logprobs");
            item.WriteLogprobs(json);
        }

        EventWriter.Close(json, output);
        WritePart(isReasoning ? "response.reasoning_summary_part.done"u8 : "response.content_part.done"u8, item, output);
        item.ClosePart();
    }

    private void WritePart(ReadOnlySpan<byte> type, OutputItem item, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = events.Open(type, item, output);
        json.WriteNumber(item.Kind == OutputKind.Reasoning ? "summary_index"u8 : "content_index"u8, item.PartsDone);
        json.WritePropertyName("part");
        item.WritePart(json);
        EventWriter.Close(json, output);
    }

    private void WriteItem(ReadOnlySpan<byte> type, OutputItem item, string status, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = events.Open(type, output);
        json.WriteNumber("output_index", item.Index);
        json.WritePropertyName("item");
        item.Write(json, status);
        EventWriter.Close(json, output);
    }
}
