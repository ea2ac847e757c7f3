using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>A streamed answer: events → chunks, each of which is an answer of its own. Keeps no text; only a call is held until its arguments are there.</summary>
/// <param name="asArray">One JSON array instead of server-sent events, as Gemini does without <c>alt=sse</c>.</param>
/// <param name="showsThoughts">The client asked for thoughts.</param>
/// <param name="losses">Receives what Gemini has no place for.</param>
internal sealed class AnswerStreamWriter(bool asArray, bool showsThoughts, LossList losses) : IAnswerStreamWriter
{
    private static readonly ClientError Interrupted = new(500, "server_error", AnswerFaults.Interrupted, "The answer broke off before its end.");

    private readonly AnswerLosses _losses = new(GeminiDialect.Gaps, losses);
    private readonly SortedDictionary<(int Choice, int Index), HeldCall> _calls = [];
    private readonly List<ChatEvent.Finished> _finished = [];
    private Utf8JsonWriter? _json;
    private ChatEvent.Started _started = new("", "", 0);
    private TokenUsage? _usage;
    private bool _hasBegun;
    private bool _hasFailed;

    /// <inheritdoc />
    public string ContentType => asArray ? "application/json; charset=utf-8" : "text/event-stream; charset=utf-8";

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
                _started = started;
                break;
            case ChatEvent.TextDelta text:
                WriteText(text.Choice, text.Text, isThought: false, null, text.Logprobs, output);
                break;
            case ChatEvent.TextSealed text:
                WriteText(text.Choice, "", isThought: false, AnswerParts.Signature(text.Seal, SealPlace.Text), null, output);
                break;
            case ChatEvent.ReasoningDelta thought when showsThoughts:
                WriteText(thought.Choice, thought.Text, isThought: true, null, null, output);
                break;
            case ChatEvent.ReasoningSealed thought when showsThoughts:
                WriteText(thought.Choice, "", isThought: true, AnswerParts.Signature(thought.Seal, thought.IsRedacted ? SealPlace.Redacted : SealPlace.Reasoning), null, output);
                break;
            case ChatEvent.RefusalDelta refusal:
                losses.Emulated("refusal", "a refusal is said as text");
                WriteText(refusal.Choice, refusal.Text, isThought: false, null, null, output);
                break;
            case ChatEvent.ToolCallStarted call:
                _calls.TryAdd((call.Choice, call.Index), new HeldCall(call));
                break;
            case ChatEvent.ToolCallDelta delta:
                HoldArguments(delta, output);
                break;
            case ChatEvent.Failed or ChatEvent.Finished { Reason: FinishReason.ProviderError }:
                // The provider's own words may quote a secret: they stay inside.
                Fail(Interrupted, output);
                break;
            case ChatEvent.Finished finished:
                WriteHeld(finished.Choice, output);
                _finished.Add(finished);
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
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

        Utf8JsonWriter json = OpenChunk(output);
        json.WriteStartArray("candidates");
        foreach (ChatEvent.Finished finished in _finished)
        {
            OpenCandidate(json);
            ModelPart.WriteText(json, "", isThought: false, null);
            CloseCandidate(json, finished.Choice, finished.Reason, null);
        }

        json.WriteEndArray();
        UsageWriter.Write(json, _usage);
        CloseChunk(json, output);
        EndArray(output);
    }

    /// <inheritdoc />
    public void Fail(ClientError error, IBufferWriter<byte> output)
    {
        if (_hasFailed)
        {
            return;
        }

        _hasFailed = true;
        BeginElement(output);
        ErrorWriter.Write(error, output);
        EndElement(output);
        EndArray(output);
    }

    /// <inheritdoc />
    public void Dispose() => _json?.Dispose();

    private void WriteText(int choice, string text, bool isThought, string? signature, IReadOnlyList<TokenLogprob>? logprobs, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = OpenChunk(output);
        json.WriteStartArray("candidates"u8);
        OpenCandidate(json);
        ModelPart.WriteText(json, text, isThought, signature);
        CloseCandidate(json, choice, null, logprobs);
        json.WriteEndArray();
        CloseChunk(json, output);
    }

    private void HoldArguments(ChatEvent.ToolCallDelta delta, IBufferWriter<byte> output)
    {
        if (!_calls.TryGetValue((delta.Choice, delta.Index), out HeldCall? held))
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
    private void WriteHeld(int choice, IBufferWriter<byte> output)
    {
        foreach (HeldCall held in _calls.Values.Where(held => held.Call.Choice == choice).ToArray())
        {
            WriteCall(held, output);
        }
    }

    private void WriteCall(HeldCall held, IBufferWriter<byte> output)
    {
        ChatEvent.ToolCallStarted call = held.Call;
        _calls.Remove((call.Choice, call.Index));
        Utf8JsonWriter json = OpenChunk(output);
        json.WriteStartArray("candidates");
        OpenCandidate(json);
        AnswerParts.WriteCall(json, new ToolCall(call.Id, call.Name, held.Arguments) { Seal = call.Seal }, losses);
        CloseCandidate(json, call.Choice, null, null);
        json.WriteEndArray();
        CloseChunk(json, output);
    }

    private static void OpenCandidate(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
    }

    private static void CloseCandidate(Utf8JsonWriter json, int choice, FinishReason? finish, IReadOnlyList<TokenLogprob>? logprobs)
    {
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        json.WriteOptional("finishReason", finish is { } reason ? FinishReasons.Word(reason) : null);
        json.WriteNumber("index"u8, choice);
        LogprobsWriter.Write(json, logprobs);
        json.WriteEndObject();
    }

    private Utf8JsonWriter OpenChunk(IBufferWriter<byte> output)
    {
        BeginElement(output);
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(output, JsonOutput.Options);
        json.Reset(output);
        json.WriteStartObject();
        return json;
    }

    private void CloseChunk(Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.WriteString("modelVersion"u8, _started.ResponseModel);
        json.WriteString("responseId"u8, _started.Id);
        json.WriteEndObject();
        json.Flush();
        EndElement(output);
    }

    private void BeginElement(IBufferWriter<byte> output)
    {
        output.Write(!asArray ? "data: "u8 : _hasBegun ? ",\r\n"u8 : "["u8);
        _hasBegun = true;
    }

    private void EndElement(IBufferWriter<byte> output)
    {
        if (!asArray)
        {
            output.Write("\n\n"u8);
        }
    }

    private void EndArray(IBufferWriter<byte> output)
    {
        if (asArray)
        {
            output.Write("]"u8);
        }
    }
}
