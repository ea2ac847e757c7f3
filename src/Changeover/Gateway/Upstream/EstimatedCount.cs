using System.Buffers;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>A count of tokens for a target that cannot be asked for one in the client's words: estimated, and told as such.</summary>
internal sealed class EstimatedCount(Attempt attempt) : UpstreamAnswer
{
    private readonly PooledBuffer _body = new(64);

    /// <inheritdoc />
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc />
    public override long? Length => _body.WrittenCount;

    /// <inheritdoc />
    protected override IAnswerNotes Notes { get; } = new AnswerNotebook();

    /// <inheritdoc />
    public override ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        if (!attempt.Client.TryRead(attempt.Body, out var request, out _))
        {
            return ValueTask.FromResult(Fail(AttemptOutcome.Failed(Stage.RequestBody, ErrorClass.BadRequest, AttemptFaults.CannotBeCarried)));
        }

        attempt.Losses.Emulated("input_tokens", "estimated from the length of the text");
        TokenCounts.WriteAnswer(attempt.Client.Dialect.Dialect, TokenCounts.Estimate(request), _body);
        return ValueTask.FromResult(AnswerStep.Complete);
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_body.WrittenSpan);

    /// <summary>Never begun.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        _body.Dispose();
        return ValueTask.CompletedTask;
    }
}
