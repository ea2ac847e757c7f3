using System.Buffers;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Gateway.Recall;

/// <summary>An answer given again. It is whole: nothing can fail any more, and its length is known even if it is a stream.</summary>
internal sealed class RecalledAnswer(KeptAnswer kept) : UpstreamAnswer
{
    /// <inheritdoc />
    public override string ContentType => kept.ContentType;

    /// <inheritdoc />
    public override long? Length => kept.Body.Length;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => kept;

    /// <inheritdoc />
    public override ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone) => ValueTask.FromResult(AnswerStep.Complete);

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(kept.Body.Span);

    /// <summary>Never fails.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
