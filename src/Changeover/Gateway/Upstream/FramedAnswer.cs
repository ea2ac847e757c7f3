using System.Buffers;
using System.IO.Pipelines;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Sse;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An event stream, read frame by frame under the clocks. Memory does not grow with the answer.</summary>
internal abstract class FramedAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : UpstreamAnswer
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 4096, minimumReadSize: 1024, useZeroByteReads: true);
    private readonly PipeReader _reader = PipeReader.Create(stream, ReaderOptions);
    private readonly SseFrameScanner _scanner = new();

    /// <summary>The attempt that it answers.</summary>
    protected Attempt Attempt { get; } = attempt;

    /// <summary>Whether content has come.</summary>
    protected bool HasContent => clock.HasContent;

    /// <summary>How far the attempt has come.</summary>
    protected Stage Where => clock.HasContent ? Stage.Relay : Stage.FirstContent;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        try
        {
            clock.Listen();
            var read = await _reader.ReadAsync(clock.Token);
            clock.Pause();
            var buffer = read.Buffer;
            var step = Take(ref buffer, output, read.IsCompleted);
            _reader.AdvanceTo(buffer.Start, buffer.End);
            return step;
        }
        catch (OperationCanceledException) when (clock.RanOut)
        {
            return Fail(AttemptOutcome.Failed(Where, ErrorClass.Timeout, clock.Fault));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return Ended(output);
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync();
        response.Dispose();
        clock.Dispose();
    }

    /// <summary>Content came.</summary>
    protected AnswerStep Content()
    {
        clock.ContentCame();
        return AnswerStep.Content;
    }

    /// <summary>One frame. <see cref="AnswerStep.Preamble"/> = nothing a user would see.</summary>
    protected abstract AnswerStep Take(in SseFrame frame, IBufferWriter<byte> output);

    /// <summary>The upstream has no more to say, politely or not: is the answer whole?</summary>
    protected abstract AnswerStep Ended(IBufferWriter<byte> output);

    /// <summary>The stream ended before its answer did.</summary>
    protected AnswerStep BrokeOff() =>
        Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, HasContent ? AttemptFaults.StreamCut : AttemptFaults.EmptyAnswer));

    /// <summary>Passes a frame on as it came.</summary>
    protected static void Copy(in SseFrame frame, IBufferWriter<byte> output)
    {
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

    private AnswerStep Take(ref ReadOnlySequence<byte> buffer, IBufferWriter<byte> output, bool last)
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
                return last ? Ended(output) : step;
            }

            if (scan == SseScan.TooLarge)
            {
                return Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, AttemptFaults.AnswerTooLarge));
            }

            switch (Take(frame, output))
            {
                case AnswerStep.Content:
                    step = AnswerStep.Content;
                    break;
                case AnswerStep.Complete:
                    return AnswerStep.Complete;
                case AnswerStep.Failed:
                    return AnswerStep.Failed;
            }
        }
    }
}
