using System.Buffers;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>Reads along while a stream is relayed. One per upstream stream; <see cref="Reset"/> makes it ready for another.</summary>
public sealed class StreamObserver
{
    private readonly ChunkShape _shape = new();

    /// <summary>What was noted so far.</summary>
    public AnswerNotes Notes { get; } = new();

    /// <summary><c>[DONE]</c> has come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>
    /// Every choice has its finish and there was no error. False when the stream is over means that the answer broke off, even
    /// if the connection closed in good order; a missing <c>[DONE]</c> does not matter.
    /// </summary>
    public bool IsComplete => Notes.AllFinished;

    /// <summary>Looks at one frame.</summary>
    public FrameVerdict Observe(in SseFrame frame)
    {
        if (!frame.HasData)
        {
            return new FrameVerdict(FrameKind.Comment);
        }

        ReadOnlySequence<byte> data = frame.Data;
        return data.IsSingleSegment ? Observe(data.FirstSpan) : ObserveCopy(data);
    }

    /// <summary>Looks at the payload of one frame.</summary>
    public FrameVerdict Observe(ReadOnlySpan<byte> data)
    {
        if (_shape.Matches(data, out FrameVerdict verdict))
        {
            Notes.Pieces++;
            return verdict;
        }

        _shape.Forget();
        ReadOnlySpan<byte> trimmed = data.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
        {
            return new FrameVerdict(FrameKind.Comment);
        }

        if (trimmed.SequenceEqual("[DONE]"u8))
        {
            IsDone = true;
            return new FrameVerdict(FrameKind.Done);
        }

        var pass = new AnswerPass(data, Notes);
        if (!pass.TryRun())
        {
            return new FrameVerdict(FrameKind.Malformed);
        }

        Notes.Error ??= pass.Error();
        verdict = new FrameVerdict(KindOf(pass), pass.UsageRange, pass.UsageIsNull);
        if (verdict.Kind == FrameKind.Content)
        {
            Notes.Pieces++;
            _shape.Remember(data, pass.Text, verdict);
        }

        return verdict;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _shape.Forget();
        Notes.Reset();
        IsDone = false;
    }

    private FrameKind KindOf(in AnswerPass pass) =>
        Notes.Error is not null ? FrameKind.Error
        : pass.HasContent ? FrameKind.Content
        : pass.HasFinish ? FrameKind.Finish
        : pass.HasUsage && !pass.HasChoices ? FrameKind.UsageOnly
        : FrameKind.Preamble;

    private FrameVerdict ObserveCopy(in ReadOnlySequence<byte> data)
    {
        int length = (int)data.Length;
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            data.CopyTo(copy);
            return Observe(copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
