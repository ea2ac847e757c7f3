using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Policy;

/// <summary>A stream that ends when a rule that forbids it comes into force: what has come is passed on, and nothing more is read.</summary>
internal sealed class DatedAnswer(UpstreamAnswer stream, Func<bool> isForbidden) : UpstreamAnswer, IAnswerNotes
{
    private static readonly AttemptOutcome Over = new() { Stage = Stage.Relay, Party = Party.Gateway, Class = ErrorClass.Permission, Fault = AttemptFaults.AccessEnded };

    /// <inheritdoc />
    public override string ContentType => stream.ContentType;

    /// <inheritdoc />
    public string? Id => stream.ResponseId;

    /// <inheritdoc />
    public FinishReason? Finish => stream.FinishReason;

    /// <inheritdoc />
    string? IAnswerNotes.ResponseModel => stream.ResponseModel;

    /// <inheritdoc />
    TokenUsage? IAnswerNotes.Usage => stream.Usage;

    /// <inheritdoc />
    long IAnswerNotes.Pieces => stream.Pieces;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => this;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        if (isForbidden())
        {
            return Fail(Over);
        }

        var step = await stream.ReadAsync(output, clientGone);
        return step == AnswerStep.Failed ? Fail(stream.Failure!) : step;
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => stream.WriteEnd(output);

    /// <inheritdoc />
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output) => stream.WriteFailure(error, output);

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
