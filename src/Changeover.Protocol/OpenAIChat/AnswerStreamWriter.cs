using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A streamed answer: events → frames. Keeps no text; one per stream.</summary>
/// <param name="includeUsage">The client asked for usage: every chunk says <c>usage: null</c>, and a last one has it.</param>
/// <param name="losses">Receives what the dialect has no place for; null = nobody asks.</param>
public sealed class AnswerStreamWriter(bool includeUsage, LossList? losses = null) : IAnswerStreamWriter
{
    private readonly AnswerLosses _losses = new(OpenAIChatDialect.Gaps | AnswerGaps.CustomCalls, losses ?? []);
    private readonly HashSet<int> _begun = [];
    private Utf8JsonWriter? _json;
    private byte[]? _head;
    private ChatEvent.Started _started = new("", "", 0);
    private TokenUsage? _usage;
    private bool _hasFailed;

    /// <inheritdoc />
    public string ContentType => "text/event-stream; charset=utf-8";

    /// <summary>Writes the frames of one event, if it makes any: a choice's role chunk comes with its first event, usage with <see cref="End"/>.</summary>
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
                (_started, _head) = (started, null);
                break;
            case ChatEvent.Usage usage:
                _usage = usage.Tokens;
                break;
            case ChatEvent.Failed or ChatEvent.Finished { Reason: FinishReason.ProviderError }:
                // The provider's own words may quote a secret: they stay inside.
                Fail(new ClientError(200, "server_error", AnswerFaults.Interrupted, "The answer broke off before its end."), output);
                break;
            case ChatEvent.ReasoningSealed or ChatEvent.TextSealed or ChatEvent.PassedBy:
                break;
            default:
                WriteDelta(step, output);
                break;
        }
    }

    /// <summary>The usage chunk, when asked for and known, and <c>[DONE]</c>; nothing after a failure.</summary>
    public void End(IBufferWriter<byte> output)
    {
        if (_hasFailed)
        {
            return;
        }

        if (includeUsage && _usage is { } usage)
        {
            Utf8JsonWriter json = OpenChunk(output);
            json.WriteStartArray("choices"u8);
            json.WriteEndArray();
            UsageWriter.Write(json, usage);
            CloseChunk(json, output);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    /// <inheritdoc />
    public void Fail(ClientError error, IBufferWriter<byte> output)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            ErrorWriter.WriteFrame(output, error.Type, error.Code, error.Message, error.Param);
        }
    }

    /// <summary>Releases the writer inside.</summary>
    public void Dispose() => _json?.Dispose();

    private void WriteDelta(ChatEvent step, IBufferWriter<byte> output)
    {
        int choice = ChoiceOf(step);
        if (_begun.Add(choice))
        {
            Utf8JsonWriter role = OpenChoice(choice, output);
            role.WriteString("role"u8, "assistant"u8);
            role.WriteString("content"u8, ""u8);
            CloseChoice(role, null, null, output);
        }

        if (step is ChatEvent.TextDelta { Choice: 0, Logprobs: null } text)
        {
            WriteText(text.Text, output);
            return;
        }

        Utf8JsonWriter json = OpenChoice(choice, output);
        DeltaWriter.Write(json, step);
        CloseChoice(json, (step as ChatEvent.TextDelta)?.Logprobs, (step as ChatEvent.Finished)?.Reason, output);
    }

    /// <summary>The chunk that nearly every chunk is: all of it but the text is the same every time.</summary>
    private void WriteText(string text, IBufferWriter<byte> output)
    {
        output.Write(_head ??= Head());
        _json!.Reset(output);
        _json.WriteStringValue(text);
        _json.Flush();
        output.Write(includeUsage ? "},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n"u8 : "},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8);
    }

    /// <summary>A chunk up to its text.</summary>
    private byte[] Head()
    {
        var head = new ArrayBufferWriter<byte>(256);
        Utf8JsonWriter json = OpenChoice(0, head);
        json.WritePropertyName("content"u8);
        json.Flush();
        return head.WrittenSpan.ToArray();
    }

    private static int ChoiceOf(ChatEvent step) => step switch
    {
        ChatEvent.TextDelta text => text.Choice,
        ChatEvent.ReasoningDelta reasoning => reasoning.Choice,
        ChatEvent.RefusalDelta refusal => refusal.Choice,
        ChatEvent.ToolCallStarted call => call.Choice,
        ChatEvent.ToolCallDelta call => call.Choice,
        ChatEvent.Finished finished => finished.Choice,
        _ => 0,
    };

    private Utf8JsonWriter OpenChoice(int choice, IBufferWriter<byte> output)
    {
        Utf8JsonWriter json = OpenChunk(output);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice);
        json.WriteStartObject("delta"u8);
        return json;
    }

    private void CloseChoice(Utf8JsonWriter json, IReadOnlyList<TokenLogprob>? logprobs, FinishReason? finish, IBufferWriter<byte> output)
    {
        json.WriteEndObject();
        LogprobsWriter.Write(json, logprobs);
        json.WriteString("finish_reason"u8, finish is { } reason ? FinishReasons.Word(reason) : null);
        json.WriteEndObject();
        json.WriteEndArray();
        if (includeUsage)
        {
            json.WriteNull("usage"u8);
        }

        CloseChunk(json, output);
    }

    private Utf8JsonWriter OpenChunk(IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        Utf8JsonWriter json = _json ??= new Utf8JsonWriter(output, JsonOutput.Options);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("id"u8, _started.Id);
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, _started.Created);
        json.WriteString("model"u8, _started.ResponseModel);
        json.WriteOptional("system_fingerprint", _started.SystemFingerprint);
        return json;
    }

    private static void CloseChunk(Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n\n"u8);
    }
}
