using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>A whole body, read and checked before the client sees any of it: until then another target may still answer.</summary>
internal sealed class BufferedAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : ObservedAnswer
{
    private readonly PooledBuffer _body = new((int)Math.Clamp(response.Content.Headers.ContentLength ?? 0, 4096, 1 << 20));
    private readonly AnswerObserver _observer = new();

    /// <inheritdoc />
    protected override AnswerNotes Notes => _observer.Notes;

    /// <inheritdoc />
    public override string ContentType => "application/json";

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
                if (_body.WrittenCount > attempt.MaxAnswer)
                {
                    return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.AnswerTooLarge));
                }
            }
        }
        catch (OperationCanceledException) when (clock.RanOut)
        {
            return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Timeout, AttemptFaults.FirstContentTimeout));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.StreamCut));
        }

        return Judge();
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_body.WrittenSpan);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        response.Dispose();
        clock.Dispose();
        _body.Dispose();
        return ValueTask.CompletedTask;
    }

    private AnswerStep Judge()
    {
        switch (_observer.Observe(_body.WrittenSpan, attempt.Operation.RequestKind()))
        {
            case AnswerVerdict.Error:
                var error = Notes.Error!;
                return Fail(AttemptOutcome.Failed(Stage.FirstContent, attempt.Provider.Classify(error), AttemptFaults.ErrorInBody, error));
            case AnswerVerdict.Malformed:
                return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.MalformedAnswer));
            case AnswerVerdict.Incomplete:
                return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.EmptyAnswer));
        }

        if (attempt.Outline.Stream && attempt.Operation != Operation.Embeddings)
        {
            // JSON instead of the event stream that was asked for: no client of a stream could read it.
            return Fail(AttemptOutcome.Failed(Stage.FirstContent, ErrorClass.Server, AttemptFaults.WrongContentType));
        }

        return attempt.RefusedFinish(Notes.Finish, Stage.FirstContent) is { } refused ? Fail(refused) : AnswerStep.Complete;
    }
}
