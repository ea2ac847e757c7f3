using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Bytes of an endpoint that Changeover does not know, relayed unread.</summary>
internal sealed class RawAnswer(HttpResponseMessage response, Stream stream, AttemptClock clock) : UpstreamAnswer
{
    private readonly AnswerNotebook _notes = new();

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _notes;

    /// <inheritdoc />
    public override string ContentType { get; } = response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream";

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        var where = clock.HasContent ? Stage.Relay : Stage.FirstContent;
        try
        {
            clock.Listen();
            var read = await stream.ReadAsync(output.GetMemory(4096), clock.Token);
            clock.Pause();
            output.Advance(read);
            clock.ContentCame();
            return read > 0 ? AnswerStep.Content : AnswerStep.Complete;
        }
        catch (OperationCanceledException) when (clock.RanOut)
        {
            return Fail(AttemptOutcome.Failed(where, ErrorClass.Timeout, clock.Fault));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return Fail(AttemptOutcome.Failed(where, ErrorClass.Server, AttemptFaults.StreamCut));
        }
    }

    /// <summary>Nothing is held back: where the bytes end, the answer ends.</summary>
    public override void WriteEnd(IBufferWriter<byte> output)
    {
    }

    /// <summary>Nobody knows what an error would look like here.</summary>
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        response.Dispose();
        clock.Dispose();
        return ValueTask.CompletedTask;
    }
}
