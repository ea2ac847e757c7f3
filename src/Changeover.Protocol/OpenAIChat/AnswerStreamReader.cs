using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Sse;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>A streamed answer: frames → events. Keeps no text; one per stream.</summary>
public sealed class AnswerStreamReader : IAnswerStreamReader
{
    private readonly StreamObserver _observer = new();
    private readonly DeltaReader _deltas = new();
    private bool _hasStarted;
    private bool _hasEnded;

    /// <summary>What a side reader would have noted.</summary>
    public AnswerNotes Notes => _observer.Notes;

    /// <inheritdoc />
    public bool HasEnded => _hasEnded;

    /// <inheritdoc />
    public void Read(in SseFrame frame, ICollection<ChatEvent> events)
    {
        if (frame.HasData)
        {
            Read(frame.Data.IsSingleSegment ? frame.Data.First : frame.Data.ToArray(), events);
        }
    }

    /// <summary>Adds the events of one frame. The order is that of <see cref="ChatEvent"/>, whatever the provider sends.</summary>
    /// <param name="data">The frame's payload.</param>
    /// <param name="events">Receives the events.</param>
    public void Read(ReadOnlyMemory<byte> data, ICollection<ChatEvent> events)
    {
        if (_hasEnded)
        {
            return;
        }

        switch (_observer.Observe(data.Span).Kind)
        {
            case FrameKind.Error:
                Fail(Notes.Error!, events);
                break;
            case FrameKind.Malformed:
                Fail(AnswerReader.Malformed(), events);
                break;
            case FrameKind.Done:
                End(events);
                break;
            case FrameKind.Content when _hasStarted && PlainDelta.TryRead(data.Span, out PlainDelta delta) && _deltas.GoesOnWith(delta):
                if (!_deltas.HasFinished(delta.Choice))
                {
                    events.Add(delta.ToEvent());
                }

                break;
            case FrameKind.Preamble or FrameKind.Content or FrameKind.Finish:
                ReadChunk(data, events);
                break;
        }
    }

    /// <summary>The stream is over: adds usage, or the failure of an answer that broke off. Does nothing after <c>[DONE]</c>.</summary>
    public void End(ICollection<ChatEvent> events)
    {
        if (_hasEnded)
        {
            return;
        }

        if (!_observer.IsComplete)
        {
            Fail(new UpstreamError { Status = 200, Type = AnswerFaults.Interrupted, Message = "The stream ended without a finish reason." }, events);
            return;
        }

        _hasEnded = true;
        if (Notes.Usage is { } usage)
        {
            events.Add(new ChatEvent.Usage(usage));
        }
    }

    private void Fail(UpstreamError error, ICollection<ChatEvent> events)
    {
        _hasEnded = true;
        events.Add(new ChatEvent.Failed(error));
    }

    private void ReadChunk(ReadOnlyMemory<byte> data, ICollection<ChatEvent> events)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            var chunk = new JsonFields(document.RootElement, "", new FaultSink());
            foreach ((JsonElement item, string path) in chunk.Items("choices"))
            {
                if (!_hasStarted)
                {
                    _hasStarted = true;
                    events.Add(new ChatEvent.Started(
                        Notes.Id ?? "", Notes.ResponseModel ?? "", chunk.Integer("created", 0, long.MaxValue) ?? 0, chunk.Text("system_fingerprint")));
                }

                _deltas.Read(new JsonFields(item, path, chunk.Faults), events);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Fail(AnswerReader.Malformed(), events);
        }
    }
}
