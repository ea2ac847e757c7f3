using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>A whole body, read into the neutral form: translated for the client, or passed on as it came where the client speaks the same dialect.</summary>
/// <param name="attempt">What it answers.</param>
/// <param name="response">The upstream's answer.</param>
/// <param name="stream">Its body.</param>
/// <param name="clock">The clocks.</param>
/// <param name="provider">The dialect that it is in.</param>
/// <param name="written">The request as it was written.</param>
/// <param name="client">Writes it for the client; null = the bytes go on as they came.</param>
internal sealed class NeutralBody(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock, IProviderDialect provider, ChatRequest written, AnswerOutput? client)
    : WholeAnswer(attempt, response, stream, clock)
{
    private readonly AnswerNotebook _notes = new(attempt.Turn);

    /// <inheritdoc />
    public override long? Length => client is null ? base.Length : client.Length;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output)
    {
        if (client is null)
        {
            base.WriteEnd(output);
        }
        else
        {
            client.WriteEnd(output);
        }
    }

    /// <inheritdoc />
    public override void Keep() => Attempt.Turn?.Keep();

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        client?.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override AnswerStep Judge()
    {
        if (!provider.TryReadAnswer(Body, written, out var answer, out var error))
        {
            return error.Type == AnswerFaults.Malformed
                ? Fail(ErrorClass.Server, AttemptFaults.MalformedAnswer)
                : Fail(Attempt.Provider.Classify(error), AttemptFaults.ErrorInBody, error);
        }

        if (answer.Choices.Count == 0 || answer.Choices.Any(choice => choice.FinishReason is null or Protocol.Chat.FinishReason.ProviderError))
        {
            return Fail(ErrorClass.Server, AttemptFaults.EmptyAnswer);
        }

        if (Attempt.Outline.Stream)
        {
            return Fail(ErrorClass.Server, AttemptFaults.WrongContentType);
        }

        _notes.Note(answer);
        if (Attempt.RefusedFinish(_notes.Finish, Stage.FirstContent) is { } refused)
        {
            return Fail(refused);
        }

        return client?.Complete(answer) is { } unkept ? Fail(unkept) : AnswerStep.Complete;
    }
}
