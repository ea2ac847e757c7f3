using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>A whole body, read and checked before the client sees any of it: until then another target may still answer.</summary>
internal abstract class WholeAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : UpstreamAnswer
{
    private readonly PooledBuffer _body = new((int)Math.Clamp(response.Content.Headers.ContentLength ?? 0, 4096, 1 << 20));

    /// <summary>The attempt that it answers.</summary>
    protected Attempt Attempt { get; } = attempt;

    /// <summary>The upstream's body.</summary>
    protected ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    /// <inheritdoc />
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc />
    public override long? Length => _body.WrittenCount;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        try
        {
            int read;
            while ((read = await stream.ReadAsync(_body.GetMemory(4096), clock.Token)) > 0)
            {
                _body.Advance(read);
                if (_body.WrittenCount > Attempt.MaxAnswer)
                {
                    return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.AnswerTooLarge));
                }
            }
        }
        catch (OperationCanceledException) when (clock.RanOut)
        {
            return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Timeout, clock.Fault));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.StreamCut));
        }

        return Judge();
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_body.WrittenSpan);

    /// <summary>A whole answer that failed was never begun.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        response.Dispose();
        clock.Dispose();
        _body.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the body is an answer.</summary>
    protected abstract AnswerStep Judge();

    /// <summary>The answer failed before the client saw any of it.</summary>
    protected AnswerStep Fail(ErrorClass errorClass, string fault, UpstreamError? error = null) =>
        Fail(AttemptOutcome.Failed(Stage.FirstContent, errorClass, fault, error));
}
