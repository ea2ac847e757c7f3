using System.Buffers;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A streamed answer: events → frames. One per stream.</summary>
/// <param name="request">What is answered.</param>
/// <param name="losses">Receives what the dialect has no place for.</param>
public sealed class AnswerStreamWriter(ChatRequest request, LossList losses) : IAnswerStreamWriter
{
    private static readonly ClientError Broken = new(500, "server_error", AnswerFaults.Interrupted, "The answer broke off before its end.");

    private readonly AnswerLosses _losses = new(AnthropicMessagesDialect.Gaps, losses);
    private readonly ReasoningView _view = ReasoningView.Of(request);
    private readonly EventFrames _frames = new();
    private readonly BlockQueue _blocks = new(losses);
    private ChatEvent.Finished? _finish;
    private TokenUsage? _usage;
    private bool _hasStarted;
    private bool _hasEnded;

    /// <inheritdoc />
    public string ContentType => "text/event-stream";

    /// <inheritdoc />
    public void Write(ChatEvent step, IBufferWriter<byte> output)
    {
        if (_hasEnded)
        {
            return;
        }

        _losses.Tell(step);
        _frames.Output = output;
        switch (step)
        {
            case ChatEvent.Started started:
                Start(started);
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.PassedBy:
                break;
            case ChatEvent.Failed or ChatEvent.Finished { Reason: FinishReason.ProviderError }:
                // The provider's own words may quote a secret: they stay inside.
                Fail(Broken, output);
                break;
            default:
                Start(null);
                WriteContent(step);
                break;
        }
    }

    /// <inheritdoc />
    public void End(IBufferWriter<byte> output)
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        _frames.Output = output;
        Start(null);
        _blocks.CloseAll(_frames);
        _frames.WriteMessageDelta(StopReasons.Word(_finish?.Reason ?? FinishReason.Stop, _finish?.StopSequence, _blocks.HasCalls), _finish?.StopSequence, _usage, losses);
        _frames.WriteMessageStop();
    }

    /// <inheritdoc />
    public void Fail(ClientError error, IBufferWriter<byte> output)
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            _frames.Output = output;
            _frames.WriteError(error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _frames.Dispose();

    private void Start(ChatEvent.Started? started)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _frames.WriteMessageStart(started?.Id ?? "", started?.ResponseModel ?? request.OriginalModel);
            _frames.WritePing();
        }
    }

    private void WriteContent(ChatEvent step)
    {
        switch (step)
        {
            case ChatEvent.TextDelta { Choice: 0 } delta:
                _blocks.Say(BlockKind.Text, delta.Text, _frames);
                break;
            case ChatEvent.RefusalDelta { Choice: 0 } delta:
                losses.Emulated("refusal", "a refusal is said as text");
                _blocks.Say(BlockKind.Text, delta.Text, _frames);
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } delta:
                WriteReasoning(delta.Text);
                break;
            case ChatEvent.ReasoningSealed { Choice: 0 } reasoning:
                WriteSeal(reasoning);
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                _blocks.StartCall(call, _frames);
                break;
            case ChatEvent.ToolCallDelta { Choice: 0 } delta:
                _blocks.AddArguments(delta, _frames);
                break;
            case ChatEvent.Finished { Choice: 0 } finished:
                _blocks.CloseAll(_frames);
                _finish = finished;
                break;
            case ChatEvent.TextSealed { Choice: 0 } text when _view.IsOpen:
                _blocks.AddRedacted(SealText.Write(text.Seal, SealPlace.Text), _frames);
                break;
            case ChatEvent.TextSealed { Choice: 0 }:
                losses.Ignored("content.seal", ReasoningView.WhyNot);
                break;
            default:
                losses.Ignored("choices[1]", "the dialect has one answer");
                break;
        }
    }

    /// <summary>Whether a seal will follow is not known yet, so that a client who did not ask for thinking sees none of its text.</summary>
    private void WriteReasoning(string text)
    {
        if (_view.Takes(null))
        {
            _blocks.Say(BlockKind.Thinking, text, _frames);
        }
        else
        {
            losses.Ignored("reasoning", ReasoningView.WhyNot);
        }
    }

    private void WriteSeal(ChatEvent.ReasoningSealed reasoning)
    {
        if (!_view.Takes(reasoning.Seal))
        {
            losses.Ignored("reasoning", ReasoningView.WhyNot);
        }
        else if (reasoning.IsRedacted)
        {
            _blocks.AddRedacted(SealText.Write(reasoning.Seal, SealPlace.Redacted), _frames);
        }
        else
        {
            _blocks.Sign(SealText.Write(reasoning.Seal, SealPlace.Reasoning), _frames);
        }
    }
}
