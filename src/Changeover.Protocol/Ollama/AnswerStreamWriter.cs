using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>A streamed answer: events → one JSON object a line. Keeps no text; only a call is held until its arguments are there.</summary>
/// <param name="request">What it answers.</param>
/// <param name="losses">Receives what Ollama has no place for.</param>
internal sealed class AnswerStreamWriter(ChatRequest request, LossList losses) : IAnswerStreamWriter
{
    private static readonly ClientError Interrupted = new(500, "server_error", AnswerFaults.Interrupted, "The answer broke off before its end.");

    private readonly AnswerLosses _losses = new(OllamaDialect.Gaps, losses);
    private readonly AnswerObject _object = new(request.OriginalModel, request.Variant == OllamaDialect.GenerateVariant);
    private readonly bool _showsThinking = request.ShowReasoning != false;
    private readonly SortedDictionary<int, HeldCall> _calls = [];
    private Utf8JsonWriter? _json;
    private FinishReason? _finish;
    private TokenUsage? _usage;
    private int _callsWritten;
    private bool _hasFailed;

    /// <inheritdoc />
    public string ContentType => "application/x-ndjson";

    /// <inheritdoc />
    public void Write(ChatEvent step, IBufferWriter<byte> output)
    {
        if (_hasFailed)
        {
            return;
        }

        _losses.Tell(step);
        switch (step)
        {
            case ChatEvent.Started started:
                _object.Begin(started.Created);
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.Failed or ChatEvent.Finished { Reason: FinishReason.ProviderError }:
                // The provider's own words may quote a secret: they stay inside.
                Fail(Interrupted, output);
                break;
            case ChatEvent.TextDelta { Choice: 0 } text:
                WriteLine(text.Text, null, text.Logprobs, output);
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } thought:
                if (_showsThinking)
                {
                    WriteLine("", thought.Text, null, output);
                }

                break;
            case ChatEvent.RefusalDelta { Choice: 0 } refusal:
                losses.Emulated("refusal", "a refusal is said as text");
                WriteLine(refusal.Text, null, null, output);
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                _calls.TryAdd(call.Index, new HeldCall(call));
                break;
            case ChatEvent.ToolCallDelta { Choice: 0 } delta:
                HoldArguments(delta, output);
                break;
            case ChatEvent.Finished { Choice: 0 } finished:
                WriteHeld(output);
                _finish = finished.Reason;
                break;
            case ChatEvent.Finished:
                losses.Ignored("choices", "Ollama gives one answer");
                break;
        }
    }

    /// <inheritdoc />
    public void End(IBufferWriter<byte> output)
    {
        if (_hasFailed)
        {
            return;
        }

        Utf8JsonWriter json = OpenLine(output);
        _object.WriteSaid(json, "", null);
        AnswerObject.CloseDone(json, AnswerObject.Word(_finish), _usage);
        EndLine(json, output);
    }

    /// <inheritdoc />
    public void Fail(ClientError error, IBufferWriter<byte> output)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            ErrorWriter.Write(error, output);
            output.Write("\n"u8);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _json?.Dispose();

    private void WriteLine(string text, string? thinking, IReadOnlyList<TokenLogprob>? logprobs, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = OpenLine(output);
        _object.WriteSaid(json, text, thinking);
        LogprobsWriter.Write(json, logprobs);
        AnswerObject.Close(json);
        EndLine(json, output);
    }

    private void HoldArguments(ChatEvent.ToolCallDelta delta, IBufferWriter<byte> output)
    {
        if (!_calls.TryGetValue(delta.Index, out HeldCall? held))
        {
            return;
        }

        held.Add(delta.Arguments);
        if (held.IsComplete)
        {
            WriteCall(held, output);
        }
    }

    /// <summary>Calls without arguments, or with some that never end, go out with the finish.</summary>
    private void WriteHeld(IBufferWriter<byte> output)
    {
        foreach (HeldCall held in _calls.Values.ToArray())
        {
            WriteCall(held, output);
        }
    }

    private void WriteCall(HeldCall held, IBufferWriter<byte> output)
    {
        _calls.Remove(held.Call.Index);
        Utf8JsonWriter json = OpenLine(output);
        _object.OpenSaid(json, "", null);
        json.WriteStartArray("tool_calls");
        CallWriter.Write(json, held.Call.Name, held.Arguments, _callsWritten++, losses);
        json.WriteEndArray();
        _object.CloseSaid(json);
        AnswerObject.Close(json);
        EndLine(json, output);
    }

    private Utf8JsonWriter OpenLine(IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(output, JsonOutput.Options);
        json.Reset(output);
        _object.Open(json);
        return json;
    }

    private static void EndLine(Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.Flush();
        output.Write("\n"u8);
    }
}
