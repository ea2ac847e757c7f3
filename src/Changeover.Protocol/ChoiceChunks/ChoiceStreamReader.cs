using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.ChoiceChunks;

/// <summary>A streamed answer of DashScope or Hunyuan, whose chunks say the same in other words. A whole answer is one chunk.</summary>
/// <param name="isCumulative">Each chunk repeats all text so far.</param>
/// <param name="stops">Strings to cut the text before; for a provider that leaves them in.</param>
internal sealed class ChoiceStreamReader(bool isCumulative, IReadOnlyList<string> stops) : IAnswerStreamReader
{
    private readonly Dictionary<int, ChoiceProgress> _choices = [];
    private readonly ChoiceChunk _chunk = new();
    private UsageCount _usage;
    private string? _id;
    private string? _model;
    private long _created;
    private bool _hasStarted;
    private UpstreamError? _fault;
    private bool _saysError;

    /// <inheritdoc />
    public bool HasEnded { get; private set; }

    /// <inheritdoc />
    public void Read(in SseFrame frame, ICollection<ChatEvent> events)
    {
        if (!frame.HasData)
        {
            return;
        }

        ReadOnlySequence<byte> data = frame.Data;
        ReadOnlySpan<byte> chunk = data.IsSingleSegment ? data.FirstSpan : data.ToArray();
        if (chunk.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            End(events);
        }
        else if (Read(chunk, events) is { } error)
        {
            Fail(error with { Status = StatusOf(frame) }, events);
        }
    }

    /// <summary>Adds the events of one chunk, and gives the error that it tells or is; null = none.</summary>
    public UpstreamError? Read(ReadOnlySpan<byte> chunk, ICollection<ChatEvent> events)
    {
        if (HasEnded)
        {
            return null;
        }

        try
        {
            ReadChunk(chunk, events);
            return _saysError ? ErrorReader.Read(200, chunk, null, default) : _fault;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return AnswerReader.Malformed();
        }
    }

    /// <inheritdoc />
    public void End(ICollection<ChatEvent> events)
    {
        if (HasEnded)
        {
            return;
        }

        if (_choices.Count > 0 && _choices.Values.All(choice => choice.IsFinished))
        {
            Close(events);
        }
        else
        {
            Fail(new UpstreamError { Status = 200, Type = AnswerFaults.Interrupted, Message = "The stream ended without a finish reason." }, events);
        }
    }

    /// <summary>All has come that will: adds what was kept back, and the usage.</summary>
    public void Close(ICollection<ChatEvent> events)
    {
        HasEnded = true;
        foreach (ChoiceProgress choice in _choices.Values.Where(choice => !choice.IsFinished))
        {
            choice.Release(events);
        }

        if (_usage.ToUsage() is { } usage)
        {
            events.Add(new ChatEvent.Usage(usage));
        }
    }

    private void Fail(UpstreamError error, ICollection<ChatEvent> events)
    {
        HasEnded = true;
        events.Add(new ChatEvent.Failed(error));
    }

    private void ReadChunk(ReadOnlySpan<byte> chunk, ICollection<ChatEvent> events)
    {
        // The id may stand behind the choices: the first chunk's events wait for it.
        List<ChatEvent>? first = _hasStarted ? null : [];
        var json = new Utf8JsonReader(chunk);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        ReadObject(ref json, first ?? events);
        json.Read();
        if (first is not null && _choices.Count > 0)
        {
            _hasStarted = true;
            events.Add(new ChatEvent.Started(_id ?? "", _model ?? "", _created));
            first.ForEach(events.Add);
        }
    }

    private void ReadObject(ref Utf8JsonReader json, ICollection<ChatEvent> events)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.Is("choices"u8))
            {
                ReadChoices(ref json, events);
            }
            else if (json.Is("usage"u8))
            {
                json.Read();
                _usage.Read(ref json);
            }
            else if (json.Is("output"u8) || json.Is("response"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    ReadObject(ref json, events);
                }

                json.Skip();
            }
            else if (json.Is("error"u8) || json.Is("error_msg"u8) || json.Is("code"u8))
            {
                json.Read();
                _saysError |= JsonText.HasSubstance(ref json);
            }
            else
            {
                ReadHead(ref json);
            }
        }
    }

    private void ReadHead(ref Utf8JsonReader json)
    {
        bool isId = json.Is("id"u8) || json.Is("request_id"u8);
        bool isModel = json.Is("model"u8);
        bool isCreated = json.Is("created"u8);
        json.Read();
        _id ??= isId ? JsonText.ReadString(ref json) : null;
        _model ??= isModel ? JsonText.ReadString(ref json) : null;
        _created = isCreated ? JsonText.ReadCount(ref json) ?? _created : _created;
        json.Skip();
    }

    private void ReadChoices(ref Utf8JsonReader json, ICollection<ChatEvent> events)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                ChoiceReader.Read(ref json, _chunk);
                Add(events);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void Add(ICollection<ChatEvent> events)
    {
        if (_chunk.Finish == FinishReason.ProviderError)
        {
            _fault ??= new UpstreamError { Status = 200, Type = "finish_reason", Message = "The provider broke the answer off." };
            return;
        }

        if (!_choices.TryGetValue(_chunk.Index, out ChoiceProgress? choice))
        {
            choice = new ChoiceProgress(_chunk.Index, isCumulative, stops);
            _choices.Add(_chunk.Index, choice);
        }

        if (!choice.TryAdd(_chunk, events))
        {
            _fault ??= new UpstreamError { Status = 200, Type = AnswerFaults.Malformed, Message = "The answer took back what it had said." };
        }
    }

    /// <summary>DashScope says the status of an error event in a comment (seen 2026-11).</summary>
    private static int StatusOf(in SseFrame frame)
    {
        ReadOnlySpan<byte> mark = "\n:HTTP_STATUS/"u8;
        ReadOnlySpan<byte> raw = frame.Raw.ToArray();
        int at = raw.IndexOf(mark);
        return at >= 0 && Utf8Parser.TryParse(raw[(at + mark.Length)..], out int status, out _) ? status : 200;
    }
}
