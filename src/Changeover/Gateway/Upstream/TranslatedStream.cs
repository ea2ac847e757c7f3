using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Sse;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An event stream in another dialect than the client's: each frame becomes events, each event what the client understands.</summary>
internal sealed class TranslatedStream(
    Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock, IAnswerStreamReader reader, AnswerOutput client)
    : FramedAnswer(attempt, response, stream, clock)
{
    private readonly AnswerNotebook _notes = new(attempt.Turn);
    private readonly List<ChatEvent> _events = [];

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override string ContentType => client.ContentType;

    /// <inheritdoc />
    public override long? Length => client.Length;

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => client.WriteEnd(output);

    /// <inheritdoc />
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output) => client.WriteFailure(error, output);

    /// <inheritdoc />
    public override void Keep() => Attempt.Turn?.Keep();

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        client.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override AnswerStep Take(in SseFrame frame, IBufferWriter<byte> output)
    {
        _events.Clear();
        reader.Read(frame, _events);
        var step = Pass(output);
        return step != AnswerStep.Failed && reader.HasEnded ? Ended(output) : step;
    }

    /// <inheritdoc />
    protected override AnswerStep Ended(IBufferWriter<byte> output)
    {
        _events.Clear();
        reader.End(_events);
        if (Pass(output) == AnswerStep.Failed)
        {
            return AnswerStep.Failed;
        }

        return client.Complete(output) is { } unkept ? Fail(unkept) : AnswerStep.Complete;
    }

    private AnswerStep Pass(IBufferWriter<byte> output)
    {
        foreach (var step in _events)
        {
            if (step is ChatEvent.Failed failed)
            {
                return failed.Error.Type == AnswerFaults.Interrupted
                    ? BrokeOff()
                    : Fail(AttemptOutcome.Failed(Where, Attempt.Provider.Classify(failed.Error), AttemptFaults.ErrorInStream, failed.Error));
            }

            _notes.Note(step);
            if (step is ChatEvent.Finished && Attempt.RefusedFinish(_notes.Finish, Where) is { } refused)
            {
                return Fail(refused);
            }

            client.Write(step, output);
        }

        // Nobody waits for the first content of an answer that is held back.
        return _notes.HasContent && !client.Holds ? Content() : AnswerStep.Preamble;
    }
}
