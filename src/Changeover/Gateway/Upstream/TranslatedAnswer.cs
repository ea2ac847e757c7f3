using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>An answer that comes as neutral events and is written in the client's dialect, streamed or folded.</summary>
internal sealed class TranslatedAnswer(Attempt attempt, IAsyncEnumerable<ChatEvent> events) : UpstreamAnswer
{
    private readonly IAsyncEnumerator<ChatEvent> _events = events.GetAsyncEnumerator(CancellationToken.None);
    private readonly AnswerStreamWriter? _stream = attempt.Outline.Stream ? new AnswerStreamWriter(!attempt.HidesUsage) : null;
    private readonly AnswerFolder _folder = new();
    private readonly PooledBuffer _body = new(attempt.Outline.Stream ? 16 : 2048);
    private ChatEvent.Started? _started;
    private FinishReason? _finish;
    private TokenUsage? _usage;
    private bool _hasContent;

    /// <inheritdoc />
    public override string? ResponseId => _started?.Id;

    /// <inheritdoc />
    public override string? ResponseModel => _started?.ResponseModel;

    /// <inheritdoc />
    public override FinishReason? FinishReason => _finish;

    /// <inheritdoc />
    public override TokenUsage? Usage => _usage;

    /// <inheritdoc />
    public override string ContentType => _stream is null ? "application/json" : StreamedAnswer.EventStream;

    /// <inheritdoc />
    public override long? Length => _stream is null ? _body.WrittenCount : null;

    /// <inheritdoc />
    public override async ValueTask<AnswerStep> ReadAsync(IBufferWriter<byte> output, CancellationToken clientGone)
    {
        while (await _events.MoveNextAsync())
        {
            var step = _events.Current;
            if (step is ChatEvent.Failed failed)
            {
                return Fail(AttemptOutcome.Failed(
                    _hasContent ? Stage.Relay : Stage.FirstContent, attempt.Provider.Classify(failed.Error), AttemptFaults.ErrorInStream, failed.Error));
            }

            Note(step);
            if (_stream is null)
            {
                _folder.Add(step);
                continue;
            }

            _stream.Write(step, output);
            return _hasContent ? AnswerStep.Content : AnswerStep.Preamble;
        }

        if (_finish is null)
        {
            return Fail(AttemptOutcome.Failed(_hasContent ? Stage.Relay : Stage.FirstContent, ErrorClass.Server, AttemptFaults.StreamCut));
        }

        if (_stream is null)
        {
            AnswerWriter.Write(_folder.ToAnswer(), _body);
        }

        return AnswerStep.Complete;
    }

    /// <inheritdoc />
    public override void WriteEnd(IBufferWriter<byte> output)
    {
        if (_stream is null)
        {
            output.Write(_body.WrittenSpan);
        }
        else
        {
            _stream.End(output);
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _body.Dispose();
    }

    private void Note(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.Started started:
                _started = started;
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.Finished finished:
                _finish = finished.Choice == 0 ? finished.Reason : _finish ?? finished.Reason;
                _hasContent = true;
                break;
            default:
                _hasContent = true;
                break;
        }
    }
}
