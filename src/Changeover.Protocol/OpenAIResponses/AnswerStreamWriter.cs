using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>
/// A streamed answer: events → frames. This dialect says everything again when a part, an item and the response are done, so its
/// writer is the one that must keep the answer: as UTF-8 in pooled arrays, at most <see cref="MaxKeptBytes"/>, about twice the text
/// while an item closes. One per stream.
/// </summary>
public sealed class AnswerStreamWriter : IAnswerStreamWriter
{
    /// <summary>8 MiB: more than any model says, and less than readers take in one frame. An answer beyond it fails.</summary>
    public const int MaxKeptBytes = 8 * 1024 * 1024;

    private readonly EventWriter _events = new();
    private readonly ResponseWriter _response;
    private readonly OutputWriter _output;
    private readonly ResponseOptions _options;
    private readonly AnswerLosses _losses;
    private TokenUsage? _usage;
    private FinishReason? _finish;
    private PooledBytes? _whole;
    private bool _hasBegun;
    private bool _hasEnded;

    /// <summary>Begins a stream.</summary>
    /// <param name="request">What is answered.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    /// <param name="options">Id of the response, and who keeps it.</param>
    public AnswerStreamWriter(ChatRequest request, LossList losses, ResponseOptions options)
    {
        _response = new ResponseWriter(request, options);
        _output = new OutputWriter(_events, _response.ItemId, losses);
        _options = options;
        _losses = new AnswerLosses(OpenAIResponsesDialect.Gaps, losses);
    }

    /// <inheritdoc />
    public string ContentType => "text/event-stream; charset=utf-8";

    /// <inheritdoc />
    public void Write(ChatEvent step, IBufferWriter<byte> output)
    {
        if (_hasEnded)
        {
            return;
        }

        _losses.Tell(step);
        switch (step)
        {
            case ChatEvent.PassedBy:
                break;
            case ChatEvent.Started started:
                _response.Begin(started.Id, started.ResponseModel, started.Created);
                Begin(output);
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.Failed or ChatEvent.Finished { Choice: 0, Reason: FinishReason.ProviderError }:
                // The provider's own words may quote a secret: they stay inside.
                Fail(new ClientError(200, "server_error", AnswerFaults.Interrupted, "The answer broke off before its end."), output);
                break;
            case ChatEvent.Finished { Choice: 0 } finished:
                _finish = finished.Reason;
                break;
            default:
                WriteOutput(step, output);
                break;
        }
    }

    /// <summary>
    /// All events are there: closes what is open, and hands over the response, so that it is kept before the client knows of its end.
    /// <see cref="End"/> does it where nobody did; <see cref="Fail"/> still comes after it where it could not be kept.
    /// </summary>
    public void Complete(IBufferWriter<byte> output)
    {
        if (_hasEnded || _whole is not null)
        {
            return;
        }

        Begin(output);
        ResponseStatus status = ResponseStatus.Of(_finish);
        _output.Close(status.IsIncomplete, output);
        HandOver(status, null);
    }

    /// <inheritdoc />
    public void End(IBufferWriter<byte> output)
    {
        Complete(output);
        WriteLast(ResponseStatus.Of(_finish).IsIncomplete ? "response.incomplete"u8 : "response.completed"u8, output);
    }

    /// <summary>
    /// The <c>error</c> event, with its fields both as documented and as OpenAI sends them (inside <c>error</c>, which is where its SDKs
    /// for Python and Node look; seen 2026-11), and <c>response.failed</c>, which other clients wait for.
    /// </summary>
    public void Fail(ClientError error, IBufferWriter<byte> output)
    {
        if (_hasEnded)
        {
            return;
        }

        Begin(output);
        Utf8JsonWriter json = _events.Open("error"u8, output);
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("param", error.Param);
        json.WriteStartObject("error");
        json.WriteString("type", error.Type);
        json.WriteString("code", error.Code ?? error.Type);
        json.WriteString("message", error.Message);
        json.WriteString("param", error.Param);
        json.WriteEndObject();
        EventWriter.Close(json, output);
        _output.Abandon();
        HandOver(ResponseStatus.Failed, error);
        WriteLast("response.failed"u8, output);
    }

    /// <summary>Gives back what was kept.</summary>
    public void Dispose()
    {
        _whole?.Dispose();
        _output.Dispose();
        _events.Dispose();
    }

    private void Begin(IBufferWriter<byte> output)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        WriteBeginning("response.created"u8, output);
        WriteBeginning("response.in_progress"u8, output);
    }

    private void WriteBeginning(ReadOnlySpan<byte> type, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = _events.Open(type, output);
        json.WritePropertyName("response");
        _response.Open(json, ResponseStatus.InProgress);
        json.WriteStartArray();
        json.WriteEndArray();
        _response.Close(json, null);
        EventWriter.Close(json, output);
    }

    private void WriteOutput(ChatEvent step, IBufferWriter<byte> output)
    {
        Begin(output);
        _output.Write(step, output);
        if (_output.Kept > MaxKeptBytes)
        {
            Fail(new ClientError(200, "server_error", "answer_too_large", "The answer is larger than this dialect's stream can repeat."), output);
        }
    }

    private void HandOver(ResponseStatus status, ClientError? error)
    {
        _whole ??= new PooledBytes();
        _whole.Clear();
        using (var json = new Utf8JsonWriter(_whole, JsonOutput.Options))
        {
            _response.Open(json, status, error);
            _output.WriteItems(json);
            _response.Close(json, _usage);
        }

        _options.Finished?.Invoke(_whole.Memory);
    }

    private void WriteLast(ReadOnlySpan<byte> type, IBufferWriter<byte> output)
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        Utf8JsonWriter json = _events.Open(type, output);
        json.WritePropertyName("response");
        json.WriteRawValue(_whole!.Span, skipInputValidation: true);
        EventWriter.Close(json, output);
    }
}
