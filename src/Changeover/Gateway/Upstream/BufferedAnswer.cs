using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An OpenAI answer for a client that speaks the same: the body goes on as it came.</summary>
internal sealed class BufferedAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : WholeAnswer(attempt, response, stream, clock)
{
    private readonly AnswerObserver _observer = new();

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _observer.Notes;

    /// <inheritdoc />
    protected override AnswerStep Judge()
    {
        switch (_observer.Observe(Body.Span, Attempt.Operation.RequestKind()))
        {
            case AnswerVerdict.Error:
                var error = _observer.Notes.Error!;
                return Fail(Attempt.Provider.Classify(error), AttemptFaults.ErrorInBody, error);
            case AnswerVerdict.Malformed:
                return Fail(ErrorClass.Server, AttemptFaults.MalformedAnswer);
            case AnswerVerdict.Incomplete:
                return Fail(ErrorClass.Server, AttemptFaults.EmptyAnswer);
        }

        if (Attempt.Outline.Stream && Attempt.Operation != Operation.Embeddings)
        {
            // JSON instead of the event stream that was asked for: no client of a stream could read it.
            return Fail(ErrorClass.Server, AttemptFaults.WrongContentType);
        }

        return Attempt.RefusedFinish(_observer.Notes.Finish, Stage.FirstContent) is { } refused ? Fail(refused) : AnswerStep.Complete;
    }
}
