using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An answer of the model in this process, which speaks in neutral events.</summary>
internal sealed class ModelAnswer(Attempt attempt, IAsyncEnumerable<ChatEvent> events, AnswerOutput client, CancellationToken drained) : UpstreamAnswer
{
    private readonly IAsyncEnumerator<ChatEvent> _events = events.GetAsyncEnumerator(CancellationToken.None);
    private readonly AnswerNotebook _notes = new();

    /// <inheritdoc />
    public override string ContentType => client.ContentType;

    /// <inheritdoc />
    public override long? Length => client.Length;

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    private Stage Where => _notes.HasContent ? Stage.Relay : Stage.FirstContent;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        while (await _events.MoveNextAsync())
        {
            if (drained.IsCancellationRequested)
            {
                return Fail(AttemptOutcome.Failed(Where, ErrorClass.Timeout, AttemptFaults.Drained));
            }

            var step = _events.Current;
            if (step is ChatEvent.Failed failed)
            {
                return Fail(AttemptOutcome.Failed(Where, attempt.Provider.Classify(failed.Error), AttemptFaults.ErrorInStream, failed.Error));
            }

            _notes.Note(step);
            client.Write(step, output);
            if (!client.Holds)
            {
                return _notes.HasContent ? AnswerStep.Content : AnswerStep.Preamble;
            }
        }

        if (_notes.Finish is null)
        {
            return Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, AttemptFaults.StreamCut));
        }

        return client.Complete(output) is { } unkept ? Fail(unkept) : AnswerStep.Complete;
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => client.WriteEnd(output);

    /// <inheritdoc />
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output) => client.WriteFailure(error, output);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        client.Dispose();
    }
}
