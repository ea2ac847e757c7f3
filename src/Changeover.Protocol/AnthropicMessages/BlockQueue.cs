using Changeover.Protocol.Chat;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>
/// The content blocks of one streamed answer, which its clients get one after the other. The first block that is not closed is
/// written as it comes. A tool call closes when its arguments are whole and another block waits; what is said of that one before is held back.
/// </summary>
internal sealed class BlockQueue(LossList losses)
{
    private readonly Queue<QueuedBlock> _waiting = new();
    private QueuedBlock? _open;
    private QueuedBlock? _last;
    private int _index = -1;

    /// <summary>At least one tool call has begun.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>More text or thinking, in the last block if that is of the same kind.</summary>
    public void Say(BlockKind kind, string text, EventFrames frames)
    {
        if (_last is not { IsSigned: false } last || last.Kind != kind)
        {
            last = Begin(new QueuedBlock(kind), frames);
        }

        Add(last, text, frames);
    }

    /// <summary>The thinking of the last block is complete; without one, the signature stands alone.</summary>
    public void Sign(string signature, EventFrames frames)
    {
        QueuedBlock block = _last is { Kind: BlockKind.Thinking, IsSigned: false } last ? last : Begin(new QueuedBlock(BlockKind.Thinking), frames);
        block.Signature = signature;
        if (block == _open)
        {
            frames.WriteDelta(_index, DeltaType.Signature, signature);
        }
    }

    public void AddRedacted(string data, EventFrames frames) => Begin(new QueuedBlock(BlockKind.Redacted) { Signature = data }, frames);

    public void StartCall(ChatEvent.ToolCallStarted call, EventFrames frames)
    {
        HasCalls = true;
        if (call.Seal is { } seal)
        {
            AddRedacted(SealText.Write(seal, SealPlace.ToolCall), frames);
        }

        Begin(new QueuedBlock(BlockKind.Call) { Call = call }, frames);
    }

    public void AddArguments(ChatEvent.ToolCallDelta delta, EventFrames frames)
    {
        if (Find(delta.Index) is { } block)
        {
            block.Arguments.Add(delta.Arguments);
            Add(block, delta.Arguments, frames);
            Advance(frames);
        }
        else if (!string.IsNullOrWhiteSpace(delta.Arguments))
        {
            losses.Ignored($"tool_calls[{delta.Index}].arguments", "they went on behind their end");
        }
    }

    /// <summary>Nothing more will come: writes what is held back, and closes.</summary>
    public void CloseAll(EventFrames frames)
    {
        while (_open is not null)
        {
            Close(frames);
        }

        _last = null;
    }

    private QueuedBlock? Find(int call) =>
        _open?.Call?.Index == call ? _open : _waiting.FirstOrDefault(block => block.Call?.Index == call);

    private QueuedBlock Begin(QueuedBlock block, EventFrames frames)
    {
        _last = block;
        _waiting.Enqueue(block);
        Advance(frames);
        return block;
    }

    private void Advance(EventFrames frames)
    {
        if (_open is null)
        {
            OpenNext(frames);
        }

        while (_waiting.Count > 0 && _open is { IsWhole: true })
        {
            Close(frames);
        }
    }

    private void Close(EventFrames frames)
    {
        frames.WriteBlockStop(_index);
        OpenNext(frames);
    }

    private void OpenNext(EventFrames frames)
    {
        if (!_waiting.TryDequeue(out _open))
        {
            return;
        }

        frames.WriteBlockStart(++_index, _open);
        if (_open.TakeHeld() is { } held)
        {
            frames.WriteDelta(_index, _open.Delta, held);
        }

        if (_open is { Kind: BlockKind.Thinking, Signature: { } signature })
        {
            frames.WriteDelta(_index, DeltaType.Signature, signature);
        }
    }

    private void Add(QueuedBlock block, string text, EventFrames frames)
    {
        if (block == _open)
        {
            frames.WriteDelta(_index, block.Delta, text);
        }
        else
        {
            block.Hold(text);
        }
    }
}
