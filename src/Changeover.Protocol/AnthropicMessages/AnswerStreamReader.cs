using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>A streamed answer: frames → events. Keeps no text; one per stream.</summary>
public sealed class AnswerStreamReader : IAnswerStreamReader
{
    private readonly BlockEvents _blocks = new();
    private UsageReader _usage;
    private bool _hasStarted;
    private bool _hasFinished;

    /// <inheritdoc />
    public bool HasEnded { get; private set; }

    /// <inheritdoc />
    public void Read(in SseFrame frame, ICollection<ChatEvent> events)
    {
        if (!HasEnded && frame.HasData)
        {
            ReadOnlySequence<byte> data = frame.Data;
            Read(data.IsSingleSegment ? data.First : data.ToArray(), events);
        }
    }

    /// <inheritdoc />
    public void End(ICollection<ChatEvent> events)
    {
        if (HasEnded)
        {
            return;
        }

        if (!_hasFinished)
        {
            Fail(new UpstreamError { Status = 200, Type = AnswerFaults.Interrupted, Message = "The stream ended without a stop reason." }, events);
            return;
        }

        HasEnded = true;
        if (_usage.ToUsage() is { } usage)
        {
            events.Add(new ChatEvent.Usage(usage));
        }
    }

    private void Read(ReadOnlyMemory<byte> data, ICollection<ChatEvent> events)
    {
        try
        {
            StreamFrame frame = StreamFrame.Read(data.Span);
            switch (frame.Type)
            {
                case FrameType.BlockDelta when !_hasFinished:
                    Start(null, events);
                    _blocks.Add(frame, events);
                    break;
                case FrameType.BlockStop when !_hasFinished:
                    _blocks.Close(frame.Index, events);
                    break;
                case FrameType.MessageStop:
                    End(events);
                    break;
                case FrameType.MessageStart or FrameType.BlockStart or FrameType.MessageDelta or FrameType.Error:
                    using (JsonDocument document = JsonDocument.Parse(data))
                    {
                        ReadWhole(frame, document.RootElement, events);
                    }

                    break;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Fail(AnswerReader.Malformed(), events);
        }
    }

    private void ReadWhole(in StreamFrame frame, JsonElement root, ICollection<ChatEvent> events)
    {
        var fields = new JsonFields(root, "", new FaultSink());
        switch (frame.Type)
        {
            case FrameType.Error:
                Fail(ErrorShape.Find(root, 200) ?? AnswerReader.Malformed(), events);
                break;
            case FrameType.MessageStart:
                JsonFields? message = fields.Inside("message");
                _usage.Read(message?.Inside("usage"));
                Start(message, events);
                break;
            case FrameType.BlockStart when !_hasFinished && fields.Inside("content_block") is { } block:
                Start(null, events);
                _blocks.Open(frame.Index, block, events);
                break;
            case FrameType.MessageDelta:
                _usage.Read(fields.Inside("usage"));
                if (fields.Inside("delta") is { } delta)
                {
                    Finish(delta, events);
                }

                break;
        }
    }

    /// <summary>Compatible servers may leave the start out.</summary>
    private void Start(JsonFields? message, ICollection<ChatEvent> events)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            events.Add(new ChatEvent.Started(message?.Text("id") ?? "", message?.Text("model") ?? "", 0));
        }
    }

    private void Finish(JsonFields delta, ICollection<ChatEvent> events)
    {
        if (!_hasFinished && StopReasons.Of(delta.Text("stop_reason")) is { } reason)
        {
            Start(null, events);
            _blocks.CloseAll(events);
            _hasFinished = true;
            events.Add(new ChatEvent.Finished(0, reason) { StopSequence = delta.Text("stop_sequence") });
        }
    }

    private void Fail(UpstreamError error, ICollection<ChatEvent> events)
    {
        HasEnded = true;
        events.Add(new ChatEvent.Failed(error));
    }
}
