using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An OpenAI event stream for a client that speaks the same: frames are relayed as they came, a side reader notes what they mean.</summary>
internal sealed class StreamedAnswer(Attempt attempt, HttpResponseMessage response, Stream stream, AttemptClock clock) : FramedAnswer(attempt, response, stream, clock)
{
    private readonly StreamObserver _observer = new();

    /// <inheritdoc />
    protected override IAnswerNotes Notes => _observer.Notes;

    /// <inheritdoc />
    public override string ContentType => MediaTypes.EventStream;

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output) => SseWriter.WriteData(output, "[DONE]"u8);

    /// <inheritdoc />
    public override void WriteFailure(ClientError error, IBufferWriter<byte> output) => ErrorWriter.WriteFrame(output, error.Type, error.Code, error.Message, error.Param);

    /// <inheritdoc />
    protected override AnswerStep Take(in SseFrame frame, IBufferWriter<byte> output)
    {
        var verdict = _observer.Observe(frame);
        switch (verdict.Kind)
        {
            case FrameKind.Done:
                return Ended(output);
            case FrameKind.Error:
                var error = _observer.Notes.Error!;
                return Fail(AttemptOutcome.Failed(Where, Attempt.Provider.Classify(error), AttemptFaults.ErrorInStream, error));
            case FrameKind.Malformed:
                return Fail(AttemptOutcome.Failed(Where, ErrorClass.Server, AttemptFaults.MalformedAnswer));
            case FrameKind.UsageOnly when Attempt.HidesUsage:
                return AnswerStep.Preamble;
            case FrameKind.Comment when !HasContent:
                // Keep-alives would pile up in front of the commit point.
                return AnswerStep.Preamble;
            case FrameKind.Content or FrameKind.Finish:
                if (Attempt.RefusedFinish(_observer.Notes.Finish, Where) is { } refused)
                {
                    return Fail(refused);
                }

                Write(frame, verdict, output);
                return Content();
            default:
                Write(frame, verdict, output);
                return AnswerStep.Preamble;
        }
    }

    /// <inheritdoc />
    protected override AnswerStep Ended(IBufferWriter<byte> output) => _observer.IsComplete ? AnswerStep.Complete : BrokeOff();

    private void Write(in SseFrame frame, FrameVerdict verdict, IBufferWriter<byte> output)
    {
        if (verdict.UsageRange.Length > 0 && Attempt.HidesUsage)
        {
            SseWriter.WriteWithout(output, frame, verdict.UsageRange);
        }
        else
        {
            Copy(frame, output);
        }
    }
}
