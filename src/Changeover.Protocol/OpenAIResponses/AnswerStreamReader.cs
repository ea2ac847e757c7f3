using System.Buffers;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>A streamed answer: frames → events. Keeps no text; one per stream.</summary>
public sealed class AnswerStreamReader : IAnswerStreamReader
{
    private readonly OutputReader _output = new();
    private bool _hasStarted;

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
        if (data.IsSingleSegment)
        {
            Read(data.FirstSpan, events);
            return;
        }

        int length = (int)data.Length;
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        data.CopyTo(copy);
        Read(copy.AsSpan(0, length), events);
        ArrayPool<byte>.Shared.Return(copy);
    }

    /// <summary>Adds the events of one frame's payload.</summary>
    public void Read(ReadOnlySpan<byte> data, ICollection<ChatEvent> events)
    {
        ReadOnlySpan<byte> trimmed = data.Trim(" \t\r\n"u8);
        if (HasEnded || trimmed.IsEmpty || trimmed.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        try
        {
            var step = new StreamEvent(trimmed);
            if (step.TryRead())
            {
                Read(step, trimmed, events);
                return;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair in an item that was looked at closely: as bad as broken JSON.
        }

        Fail(OpenAIChat.AnswerReader.Malformed(), events);
    }

    /// <inheritdoc />
    public void End(ICollection<ChatEvent> events)
    {
        if (!HasEnded)
        {
            Fail(new UpstreamError { Status = 200, Type = AnswerFaults.Interrupted, Message = "The stream ended without a finished response." }, events);
        }
    }

    private void Read(in StreamEvent step, ReadOnlySpan<byte> data, ICollection<ChatEvent> events)
    {
        if (step.HasError || step.Kind == EventKind.Error)
        {
            Fail(FailedResponse.Read(data, null), events);
            return;
        }

        switch (step.Kind)
        {
            case EventKind.Other:
                break;
            case EventKind.Failed:
                Fail(FailedResponse.Read(step.Response, ResponseHead.Read(step.Response).Status), events);
                break;
            case EventKind.Created:
                Start(ResponseHead.Read(step.Response), events);
                break;
            case EventKind.Completed or EventKind.Incomplete:
                Finish(ResponseHead.Read(step.Response), step.Kind == EventKind.Completed, events);
                break;
            default:
                Start(default, events);
                _output.Read(step, events);
                break;
        }
    }

    private void Start(ResponseHead head, ICollection<ChatEvent> events)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            events.Add(new ChatEvent.Started(head.Id ?? "", head.Model ?? "", head.Created));
        }
    }

    private void Finish(ResponseHead head, bool isCompleted, ICollection<ChatEvent> events)
    {
        Start(head, events);
        HasEnded = true;
        events.Add(new ChatEvent.Finished(0, ResponseStatus.FinishOf(isCompleted ? "completed" : "incomplete", head.IncompleteReason, _output.HasCalls)!.Value));
        if (head.Usage is { } usage)
        {
            events.Add(new ChatEvent.Usage(usage));
        }
    }

    private void Fail(UpstreamError error, ICollection<ChatEvent> events)
    {
        HasEnded = true;
        events.Add(new ChatEvent.Failed(error));
    }
}
