using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>The content blocks of one stream, as events.</summary>
internal sealed class BlockEvents
{
    private readonly Dictionary<long, OpenBlock> _open = [];
    private int _calls;
    private Seal? _callSeal;

    /// <summary>A block that is not known is open too, so that its deltas go nowhere.</summary>
    public void Open(long index, JsonFields block, ICollection<ChatEvent> events)
    {
        Close(index, events);
        switch (block.Text("type"))
        {
            case "text":
                _open[index] = new OpenBlock(BlockKind.Text);
                AddText(block.Text("text"), events);
                break;
            case "thinking":
                _open[index] = new OpenBlock(BlockKind.Thinking) { Signature = block.Text("signature") ?? "" };
                AddThinking(block.Text("thinking"), events);
                break;
            case "redacted_thinking":
                _open[index] = new OpenBlock(BlockKind.Redacted);
                AddRedacted(block.Text("data"), events);
                break;
            case "tool_use":
                _open[index] = new OpenBlock(BlockKind.Call, _calls) { Arguments = InputOf(block) };
                events.Add(new ChatEvent.ToolCallStarted(0, _calls++, block.Text("id") ?? "", block.Text("name") ?? "") { Seal = _callSeal });
                _callSeal = null;
                break;
            default:
                _open[index] = new OpenBlock(BlockKind.Other);
                events.Add(ChatEvent.PassedBy.Piece(0, block.Text("type")));
                break;
        }
    }

    public void Add(in StreamFrame frame, ICollection<ChatEvent> events)
    {
        if (!_open.TryGetValue(frame.Index, out OpenBlock? block))
        {
            return;
        }

        switch (frame.Delta)
        {
            case DeltaType.Text when block.Kind == BlockKind.Text:
                AddText(frame.Text, events);
                break;
            case DeltaType.Thinking when block.Kind == BlockKind.Thinking:
                AddThinking(frame.Text, events);
                break;
            case DeltaType.Signature when block.Kind == BlockKind.Thinking:
                block.Signature += frame.Text;
                break;
            case DeltaType.Input when block.Kind == BlockKind.Call && frame.Text is { Length: > 0 } arguments:
                block.Arguments = null;
                events.Add(new ChatEvent.ToolCallDelta(0, block.Call, arguments));
                break;
            case DeltaType.Other when block.Kind == BlockKind.Text:
                // A citation; server tools are told when their block begins.
                events.Add(ChatEvent.PassedBy.Piece(0, "citations"));
                break;
        }
    }

    public void Close(long index, ICollection<ChatEvent> events)
    {
        if (!_open.Remove(index, out OpenBlock? block))
        {
            return;
        }

        if (block is { Kind: BlockKind.Thinking, Signature.Length: > 0 })
        {
            events.Add(new ChatEvent.ReasoningSealed(0, SealText.Read(block.Signature, out _)));
        }
        else if (block.Arguments is { } arguments)
        {
            events.Add(new ChatEvent.ToolCallDelta(0, block.Call, arguments));
        }
    }

    public void CloseAll(ICollection<ChatEvent> events)
    {
        foreach (long index in _open.Keys.Order().ToArray())
        {
            Close(index, events);
        }
    }

    private void AddRedacted(string? data, ICollection<ChatEvent> events)
    {
        if (data is not { Length: > 0 })
        {
            return;
        }

        Seal seal = SealText.Read(data, out SealPlace place);
        switch (place)
        {
            case SealPlace.ToolCall:
                _callSeal = seal;
                break;
            case SealPlace.Text:
                events.Add(new ChatEvent.TextSealed(0, seal));
                break;
            default:
                events.Add(new ChatEvent.ReasoningSealed(0, seal, IsRedacted: true));
                break;
        }
    }

    /// <summary>An object that is empty to be filled by deltas; compatible servers may send it whole.</summary>
    private static string InputOf(JsonFields block) => block.Any("input") is { ValueKind: JsonValueKind.Object } input ? input.GetRawText() : "{}";

    private static void AddText(string? text, ICollection<ChatEvent> events)
    {
        if (text is { Length: > 0 })
        {
            events.Add(new ChatEvent.TextDelta(0, text));
        }
    }

    private static void AddThinking(string? text, ICollection<ChatEvent> events)
    {
        if (text is { Length: > 0 })
        {
            events.Add(new ChatEvent.ReasoningDelta(0, text));
        }
    }
}
