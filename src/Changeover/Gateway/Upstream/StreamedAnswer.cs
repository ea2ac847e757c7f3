using System.Buffers;
using System.IO.Pipelines;
using Changeover.Gateway.Recording;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An event stream in the client's own dialect: frames are relayed as they came, a side reader notes what they mean. Memory does not grow with the answer.</summary>
internal sealed class StreamedAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : ObservedAnswer
{
    /// <summary>Media type of server-sent events.</summary>
    public const string EventStream = "text/event-stream; charset=utf-8";

    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 4096, minimumReadSize: 1024, useZeroByteReads: true);
    private readonly PipeReader _reader = PipeReader.Create(stream, ReaderOptions);
    private readonly SseFrameScanner _scanner = new();
    private readonly StreamObserver _observer = new();

    /// <inheritdoc />
    protected override AnswerNotes Notes => _observer.Notes;

    /// <inheritdoc />
    public override string ContentType => EventStream;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        try
        {
            clock.Listen();
            var read = await _reader.ReadAsync(clock.Token);
            clock.Pause();
            var buffer = read.Buffer;
            var step = Relay(ref buffer, output, read.IsCompleted);
            _reader.AdvanceTo(buffer.Start, buffer.End);
            return step;
        }
        catch (OperationCanceledException) when (clock.RanOut)
        {
            return Fail(AttemptOutcome.Failed(Where, ErrorClass.Timeout, clock.HasContent ? AttemptFaults.IdleTimeout : AttemptFaults.FirstContentTimeout));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return Ended();
        }
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => SseWriter.WriteData(output, "[DONE]"u8);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        response.Dispose();
        clock.Dispose();
    }

    private Stage Where => clock.HasContent ? Stage.Relay : Stage.FirstContent;

    private AnswerStep Relay(ref ReadOnlySequence<byte> buffer, IBufferWriter<byte> output, bool last)
    {
        var step = AnswerStep.Preamble;
        while (true)
        {
            var scan = _scanner.Read(ref buffer, out var frame);
            if (scan == SseScan.NeedMore && last)
            {
                scan = _scanner.ReadLast(ref buffer, out frame);
            }

            if (scan == SseScan.NeedMore)
            {
                return last ? Ended() : step;
            }

            if (scan == SseScan.TooLarge)
            {
                return Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, AttemptFaults.AnswerTooLarge));
            }

            var verdict = _observer.Observe(frame);
            switch (verdict.Kind)
            {
                case FrameKind.Done:
                    return Ended();
                case FrameKind.Error:
                    var error = Notes.Error!;
                    return Fail(AttemptOutcome.Failed(Where, attempt.Provider.Classify(error), AttemptFaults.ErrorInStream, error));
                case FrameKind.Malformed:
                    return Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, AttemptFaults.MalformedAnswer));
                case FrameKind.UsageOnly when attempt.HidesUsage:
                    break;
                case FrameKind.Comment when !clock.HasContent:
                    // Keep-alives would pile up in front of the commit point.
                    break;
                case FrameKind.Content or FrameKind.Finish:
                    if (attempt.RefusedFinish(Notes.Finish, Where) is { } refused)
                    {
                        return Fail(refused);
                    }

                    step = AnswerStep.Content;
                    clock.ContentCame();
                    Write(frame, verdict, output);
                    break;
                default:
                    Write(frame, verdict, output);
                    break;
            }
        }
    }

    private void Write(in SseFrame frame, FrameVerdict verdict, IBufferWriter<byte> output)
    {
        if (verdict.UsageRange.Length > 0 && attempt.HidesUsage)
        {
            SseWriter.WriteWithout(output, frame, verdict.UsageRange);
            return;
        }

        foreach (var segment in frame.Raw)
        {
            output.Write(segment.Span);
        }

        // The upstream's last words may lack the blank line that ends a frame.
        if (!frame.IsClosed)
        {
            output.Write("\n\n"u8);
        }
    }

    /// <summary>The upstream has no more to say: whole if every choice has finished, else broken, however politely the socket was closed.</summary>
    private AnswerStep Ended() =>
        _observer.IsComplete
            ? AnswerStep.Complete
            : Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, clock.HasContent ? AttemptFaults.StreamCut : AttemptFaults.EmptyAnswer));
}
