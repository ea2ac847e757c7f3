using Changeover.Protocol.Chat;

namespace Changeover.Protocol.ChoiceChunks;

/// <summary>One choice of a stream: from what chunks say to events.</summary>
internal sealed class ChoiceProgress(int index, bool isCumulative, IReadOnlyList<string> stops)
{
    private readonly CumulativeText? _text = isCumulative ? new CumulativeText() : null;
    private readonly CumulativeText? _reasoning = isCumulative ? new CumulativeText() : null;
    private readonly StopTrimmer? _trimmer = stops.Any(stop => stop.Length > 0) ? new StopTrimmer(stops) : null;
    private readonly List<OpenCall> _calls = [];

    public bool IsFinished { get; private set; }

    /// <summary>False when a text that every chunk repeats is no longer the same.</summary>
    public bool TryAdd(ChoiceChunk chunk, ICollection<ChatEvent> events)
    {
        if (IsFinished)
        {
            return true;
        }

        if (More(_reasoning, chunk.Reasoning) is not { } thought || More(_text, chunk.Text) is not { } text)
        {
            return false;
        }

        if (thought.Length > 0)
        {
            events.Add(new ChatEvent.ReasoningDelta(index, thought));
        }

        AddText(_trimmer?.Next(text) ?? text, chunk.Logprobs, events);
        foreach (CallChunk call in chunk.Calls)
        {
            if (!TryAddCall(call, events))
            {
                return false;
            }
        }

        if (chunk.Finish is { } reason)
        {
            Release(events);
            IsFinished = true;
            events.Add(new ChatEvent.Finished(index, reason) { StopSequence = _trimmer?.Found });
        }

        return true;
    }

    /// <summary>Text that was kept back comes after all.</summary>
    public void Release(ICollection<ChatEvent> events) => AddText(_trimmer?.Rest() ?? "", null, events);

    /// <summary>An empty text says nothing, also where texts are repeated.</summary>
    private static string? More(CumulativeText? growth, string? said) =>
        string.IsNullOrEmpty(said) ? "" : growth is null ? said : growth.Advance(said);

    private void AddText(string text, IReadOnlyList<TokenLogprob>? logprobs, ICollection<ChatEvent> events)
    {
        if (text.Length > 0 || logprobs is { Count: > 0 })
        {
            events.Add(new ChatEvent.TextDelta(index, text) { Logprobs = logprobs });
        }
    }

    private bool TryAddCall(CallChunk call, ICollection<ChatEvent> events)
    {
        int place = PlaceOf(call);
        if (place < 0)
        {
            if (call.Id.Length + call.Name.Length == 0)
            {
                return true;
            }

            Release(events);
            place = _calls.Count;
            _calls.Add(new OpenCall(call.Id, call.Index, isCumulative ? new CumulativeText() : null));
            events.Add(new ChatEvent.ToolCallStarted(index, place, call.Id, call.Name));
        }

        string? more = More(_calls[place].Arguments, call.Arguments);
        if (more is { Length: > 0 })
        {
            events.Add(new ChatEvent.ToolCallDelta(index, place, more));
        }

        return more is not null;
    }

    /// <summary>By id, which both providers name as the mark of a call; later chunks of one may leave it out.</summary>
    private int PlaceOf(CallChunk call) =>
        call.Id.Length > 0 ? _calls.FindIndex(open => open.Id == call.Id)
        : call.Index is { } said ? _calls.FindIndex(open => open.SaidIndex == said)
        : _calls.Count - 1;
}
