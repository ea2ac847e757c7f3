using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Sse;

namespace Changeover.Gateway.Upstream;

/// <summary>An event stream in the client's own dialect, passed on as it came while a reader takes notes. From the frame that finishes the answer on, frames are held back for <see cref="WriteEnd"/>.</summary>
internal sealed class PassedStream(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock, IAnswerStreamReader reader)
    : FramedAnswer(attempt, response, stream, clock)
{
    private readonly AnswerNotebook _notes = new(attempt.Turn);
    private readonly List<ChatEvent> _events = [];
    private readonly PooledBuffer _end = new(512);

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override string ContentType => MediaTypes.EventStream;

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => output.Write(_end.WrittenSpan);

    /// <inheritdoc />
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
        using var writer = Attempt.Client.Dialect.OpenStream(new ChatRequest { OriginalModel = Attempt.Outline.OriginalModel, Messages = [] }, Attempt.Losses);
        writer.Fail(error, output);
    }

    /// <inheritdoc />
    public override void Keep() => Attempt.Turn?.Keep();

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        _end.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc />
    protected override AnswerStep Take(in SseFrame frame, IBufferWriter<byte> output)
    {
        _events.Clear();
        reader.Read(frame, _events);
        if (Note() is { } failed)
        {
            return Fail(failed);
        }

        if (!_notes.HasContent && !frame.HasData)
        {
            return AnswerStep.Preamble;
        }

        Copy(frame, _notes.Finish is null ? output : _end);
        if (reader.HasEnded)
        {
            return Ended(output);
        }

        return _notes.HasContent ? Content() : AnswerStep.Preamble;
    }

    /// <inheritdoc />
    protected override AnswerStep Ended(IBufferWriter<byte> output)
    {
        var hasTerminal = reader.HasEnded;
        _events.Clear();
        reader.End(_events);
        if (Note() is { } failed)
        {
            return Fail(failed);
        }

        if (!hasTerminal && Attempt.TargetDialect == Dialect.AnthropicMessages)
        {
            // The answer is whole, but its last event got lost: a client would wait for it.
            _end.Write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);
        }

        return AnswerStep.Complete;
    }

    private AttemptOutcome? Note()
    {
        foreach (var step in _events)
        {
            if (step is ChatEvent.Failed failed)
            {
                return failed.Error.Type == AnswerFaults.Interrupted
                    ? AttemptOutcome.Failed(Where, Providers.ErrorClass.Server, HasContent ? AttemptFaults.StreamCut : AttemptFaults.EmptyAnswer)
                    : AttemptOutcome.Failed(Where, Attempt.Provider.Classify(failed.Error), AttemptFaults.ErrorInStream, failed.Error);
            }

            _notes.Note(step);
            if (step is ChatEvent.Finished && Attempt.RefusedFinish(_notes.Finish, Where) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }
}
