using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Gateway.Upstream;

/// <summary>An answer on its way from an upstream, already in the client's dialect. It is read step by step; its end is held back until <see cref="WriteEnd"/>, so that the record can be durable first.</summary>
internal abstract class UpstreamAnswer : IAsyncDisposable
{
    /// <summary>Set when a step was <see cref="AnswerStep.Failed"/>.</summary>
    public AttemptOutcome? Failure { get; protected set; }

    /// <summary>Provider's id of the answer; null = not seen.</summary>
    public string? ResponseId => Notes.Id;

    /// <summary>The model that the answer claims; null = not seen.</summary>
    public string? ResponseModel => Notes.ResponseModel;

    /// <summary>Of the first choice; null = not seen.</summary>
    public FinishReason? FinishReason => Notes.Finish;

    /// <summary>null = not reported so far.</summary>
    public TokenUsage? Usage => Notes.Usage;

    /// <summary>Pieces of content that a stream has brought.</summary>
    public long Pieces => Notes.Pieces;

    /// <summary>What was noted so far.</summary>
    protected abstract IAnswerNotes Notes { get; }

    /// <summary>Media type that the client gets.</summary>
    public abstract string ContentType { get; }

    /// <summary>Length of the whole body, known before any of it is written; null = it is relayed as it comes.</summary>
    public virtual long? Length => null;

    /// <summary>Reads what has come and writes to <paramref name="output"/> what the client may see of it. Throws only <see cref="OperationCanceledException"/>, when the client has gone.</summary>
    public abstract ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone);

    /// <summary>After <see cref="AnswerStep.Complete"/>: writes what was held back (the body of a buffered answer, the terminal event of a stream).</summary>
    public abstract void WriteEnd(IBufferWriter<byte> output);

    /// <summary>After <see cref="AnswerStep.Failed"/> in a stream: the error event of the client's dialect, and what its clients need behind it.</summary>
    public abstract void WriteFailure(ClientError error, IBufferWriter<byte> output);

    /// <summary>The answer is whole, and the one that the client gets: what the conversation may need again is remembered, before the client sees the end.</summary>
    public virtual void Keep()
    {
    }

    /// <summary>Ends the upstream's request if it is still running.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Notes the failure and names the step.</summary>
    protected AnswerStep Fail(AttemptOutcome outcome)
    {
        Failure = outcome;
        return AnswerStep.Failed;
    }
}

/// <summary>What one read of an <see cref="UpstreamAnswer"/> gave.</summary>
internal enum AnswerStep
{
    /// <summary>Nothing yet that a user would see: role chunk, comment, keep-alive.</summary>
    Preamble,

    /// <summary>Content, or a finish reason.</summary>
    Content,

    /// <summary>The answer is whole; only its end is to be written.</summary>
    Complete,

    /// <summary>It broke; see <see cref="UpstreamAnswer.Failure"/>.</summary>
    Failed,
}
