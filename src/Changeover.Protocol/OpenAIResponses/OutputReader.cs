using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>The output of a streamed answer. Remembers which items have spoken and which calls have begun, so that what a <c>done</c> event repeats is told once.</summary>
internal sealed class OutputReader
{
    private readonly Dictionary<int, int> _calls = [];
    private readonly HashSet<int> _spoken = [];
    private EventKind _reasoningKind;
    private Seal? _callSeal;

    public bool HasCalls => _calls.Count > 0;

    public void Read(in StreamEvent step, ICollection<ChatEvent> events)
    {
        switch (step.Kind)
        {
            case EventKind.TextDelta:
                ReadText(step, events);
                break;
            case EventKind.RefusalDelta when step.Delta() is { Length: > 0 } text:
                _spoken.Add(step.OutputIndex);
                events.Add(new ChatEvent.RefusalDelta(0, text));
                break;
            case EventKind.ArgumentsDelta or EventKind.InputDelta when _calls.TryGetValue(step.OutputIndex, out int call) && step.Delta() is { Length: > 0 } text:
                _spoken.Add(step.OutputIndex);
                events.Add(new ChatEvent.ToolCallDelta(0, call, text));
                break;
            case EventKind.SummaryDelta or EventKind.ReasoningDelta when step.Delta() is { Length: > 0 } text:
                ReadReasoning(step, text, events);
                break;
            case EventKind.SummaryPartAdded when step.SummaryIndex > 0 && _reasoningKind != EventKind.ReasoningDelta:
                events.Add(new ChatEvent.ReasoningDelta(0, "\n\n"));
                break;
            case EventKind.ItemAdded:
                ReadItem(step.Item, step.OutputIndex, isDone: false, events);
                break;
            case EventKind.ItemDone:
                ReadItem(step.Item, step.OutputIndex, isDone: true, events);
                break;
        }
    }

    private void ReadText(in StreamEvent step, ICollection<ChatEvent> events)
    {
        List<TokenLogprob>? logprobs = step.Logprobs.Length > 2 ? ReadLogprobs(step.Logprobs) : null;
        string text = step.Delta();
        if (text.Length > 0 || logprobs is { Count: > 0 })
        {
            _spoken.Add(step.OutputIndex);
            events.Add(new ChatEvent.TextDelta(0, text) { Logprobs = logprobs is { Count: > 0 } ? logprobs : null });
        }
    }

    /// <summary>A model that tells its reasoning and a summary of it is heard once.</summary>
    private void ReadReasoning(in StreamEvent step, string text, ICollection<ChatEvent> events)
    {
        _reasoningKind = _reasoningKind == EventKind.Other ? step.Kind : _reasoningKind;
        if (_reasoningKind == step.Kind)
        {
            _spoken.Add(step.OutputIndex);
            events.Add(new ChatEvent.ReasoningDelta(0, text));
        }
    }

    private void ReadItem(ReadOnlySpan<byte> json, int index, bool isDone, ICollection<ChatEvent> events)
    {
        if (json.IsEmpty)
        {
            return;
        }

        using JsonDocument document = JsonDocument.Parse(json.ToArray());
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var item = new JsonFields(document.RootElement, "", new FaultSink());
        switch (item.Text("type"))
        {
            case "function_call":
                ReadCall(item, index, isCustom: false, isDone, events);
                break;
            case "custom_tool_call":
                ReadCall(item, index, isCustom: true, isDone, events);
                break;
            case ReasoningItem.Type when isDone:
                ReadReasoning(item, index, events);
                break;
            case "message" when isDone && _spoken.Add(index):
                ReadMessage(item, events);
                break;
            case "message" or ReasoningItem.Type:
                break;
            case var type when !isDone:
                // A tool of the provider's own.
                events.Add(ChatEvent.PassedBy.Piece(0, type));
                break;
        }
    }

    private void ReadCall(JsonFields item, int index, bool isCustom, bool isDone, ICollection<ChatEvent> events)
    {
        if (_calls.TryAdd(index, _calls.Count))
        {
            events.Add(new ChatEvent.ToolCallStarted(0, _calls[index], item.Text("call_id") ?? "", item.Text("name") ?? "") { IsCustom = isCustom, Seal = _callSeal });
            _callSeal = null;
        }

        if (isDone && !_spoken.Contains(index) && item.Text(isCustom ? "input" : "arguments") is { Length: > 0 } arguments)
        {
            _spoken.Add(index);
            events.Add(new ChatEvent.ToolCallDelta(0, _calls[index], arguments));
        }
    }

    private void ReadReasoning(JsonFields item, int index, ICollection<ChatEvent> events)
    {
        ReasoningItem read = ReasoningItem.Read(item);
        if (read.Text.Length > 0 && _spoken.Add(index))
        {
            events.Add(new ChatEvent.ReasoningDelta(0, read.Text));
        }

        // Another gateway of this kind is the provider.
        _callSeal = read.CallSeal ?? _callSeal;
        if (read.Part is { Seal: { } seal } part)
        {
            events.Add(new ChatEvent.ReasoningSealed(0, seal, part.IsRedacted));
        }
    }

    /// <summary>A provider that tells a message only when it is done.</summary>
    private static void ReadMessage(JsonFields item, ICollection<ChatEvent> events)
    {
        foreach (ContentPart part in PartReader.ReadContent(item, "content"))
        {
            if (part is ContentPart.Text { Value.Length: > 0 } text)
            {
                events.Add(new ChatEvent.TextDelta(0, text.Value));
            }
            else if (part is ContentPart.Refusal { Value.Length: > 0 } refusal)
            {
                events.Add(new ChatEvent.RefusalDelta(0, refusal.Value));
            }
        }
    }

    private static List<TokenLogprob> ReadLogprobs(ReadOnlySpan<byte> list)
    {
        const string Name = "logprobs";
        using JsonDocument document = JsonDocument.Parse($"{{\"{Name}\":{Encoding.UTF8.GetString(list)}}}");
        return LogprobsReader.ReadList(new JsonFields(document.RootElement, "", new FaultSink()), Name);
    }
}
