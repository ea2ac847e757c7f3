using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.Gemini;

/// <summary>A streamed answer: frames → events. Gemini has no terminal event; the stream just ends.</summary>
internal sealed class AnswerStreamReader : IAnswerStreamReader
{
    private readonly CandidateReader _candidates = new();
    private UsageCount _usage;
    private bool _isBlocked;

    /// <inheritdoc />
    public bool HasEnded { get; private set; }

    /// <inheritdoc />
    public void Read(in SseFrame frame, ICollection<ChatEvent> events)
    {
        if (HasEnded || !frame.HasData)
        {
            return;
        }

        ReadOnlySequence<byte> data = frame.Data;
        ReadOnlySpan<byte> chunk = data.IsSingleSegment ? data.FirstSpan : data.ToArray();
        try
        {
            ReadChunk(chunk, events);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Fail(AnswerReader.Malformed("A chunk of the answer is not valid JSON."), events);
        }
    }

    /// <inheritdoc />
    public void End(ICollection<ChatEvent> events)
    {
        if (HasEnded)
        {
            return;
        }

        if (!_isBlocked && !_candidates.AllFinished)
        {
            Fail(new UpstreamError { Status = 200, Type = AnswerFaults.Interrupted, Message = "The stream ended without a finish reason." }, events);
            return;
        }

        HasEnded = true;
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
        var json = new Utf8JsonReader(chunk);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Fail(ErrorReader.Read(200, chunk, null, default), events);
            return;
        }

        if (!_candidates.HasStarted)
        {
            _candidates.Head = ReadHead(json);
        }

        while (!HasEnded && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("candidates"u8))
            {
                json.Read();
                if (_candidates.Read(ref json, chunk, events) is { } failure)
                {
                    Fail(failure, events);
                }
            }
            else if (json.ValueTextEquals("usageMetadata"u8))
            {
                json.Read();
                _usage.Read(ref json);
            }
            else if (json.ValueTextEquals("promptFeedback"u8))
            {
                json.Read();
                ReadFeedback(ref json, events);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                Fail(ErrorReader.Read(200, chunk, null, default), events);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    /// <summary>The names of the answer stand behind its first candidates.</summary>
    private static ChatEvent.Started ReadHead(Utf8JsonReader json)
    {
        string id = "";
        string model = "";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = json.ValueTextEquals("responseId"u8);
            bool isModel = json.ValueTextEquals("modelVersion"u8);
            json.Read();
            id = isId ? JsonText.ReadString(ref json) ?? id : id;
            model = isModel ? JsonText.ReadString(ref json) ?? model : model;
            json.Skip();
        }

        return new ChatEvent.Started(id, model, 0);
    }

    /// <summary>A prompt that was refused has no candidate: it gets one that the filter ended.</summary>
    private void ReadFeedback(ref Utf8JsonReader json, ICollection<ChatEvent> events)
    {
        using JsonDocument feedback = JsonDocument.ParseValue(ref json);
        string? reason = new JsonFields(feedback.RootElement, "", new FaultSink()).Text("blockReason");
        if (FinishReasons.IsBlock(reason) && !_candidates.HasStarted)
        {
            _isBlocked = true;
            events.Add(_candidates.Start());
            events.Add(new ChatEvent.Finished(0, FinishReason.ContentFilter));
        }
    }
}
