using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>The choices of the chunks of one stream. Remembers which calls have begun and which choices are done.</summary>
internal sealed class DeltaReader
{
    /// <summary>What an answer may hold beside its text: citations, sound, pictures (of several compatible servers).</summary>
    private static readonly string[] Pieces = ["annotations", "audio", "images"];

    private readonly Dictionary<(int Choice, int Index), string> _calls = [];
    private readonly HashSet<int> _finished = [];
    private readonly HashSet<int> _moderated = [];

    /// <summary>Whether a choice has ended: what comes for it later does not count.</summary>
    public bool HasFinished(int choice) => _finished.Contains(choice);

    /// <summary>Whether nothing has to begin before it.</summary>
    public bool GoesOnWith(in PlainDelta delta) => delta.Kind != PlainKind.Arguments || _calls.ContainsKey((delta.Choice, delta.Call));

    public void Read(JsonFields choice, ICollection<ChatEvent> events)
    {
        int index = (int)(choice.Integer("index", 0, int.MaxValue) ?? 0);
        if (_finished.Contains(index))
        {
            return;
        }

        if (choice.Inside("delta") is { } delta)
        {
            ReadDelta(index, delta, LogprobsReader.Read(choice), events);
        }

        if (FinishReasons.IsModerated(choice.Integer("flag", 0, long.MaxValue)))
        {
            _moderated.Add(index);
        }

        if (FinishReasons.Of(FinishReasons.Of(choice.Text("finish_reason")), _moderated.Contains(index)) is { } reason)
        {
            _finished.Add(index);
            events.Add(new ChatEvent.Finished(index, reason));
        }
    }

    private void ReadDelta(int choice, JsonFields delta, IReadOnlyList<TokenLogprob>? logprobs, ICollection<ChatEvent> events)
    {
        string? reasoning = delta.Text("reasoning_content");
        if ((string.IsNullOrEmpty(reasoning) ? delta.Text("reasoning") : reasoning) is { Length: > 0 } thought)
        {
            events.Add(new ChatEvent.ReasoningDelta(choice, thought));
        }

        if (delta.Text("content") is { } text && (text.Length > 0 || logprobs is { Count: > 0 }))
        {
            events.Add(new ChatEvent.TextDelta(choice, text) { Logprobs = logprobs });
        }

        if (delta.Text("refusal") is { Length: > 0 } refusal)
        {
            events.Add(new ChatEvent.RefusalDelta(choice, refusal));
        }

        foreach (string kind in Pieces)
        {
            if (delta.Any(kind) is { ValueKind: JsonValueKind.Object } or { ValueKind: JsonValueKind.Array })
            {
                events.Add(ChatEvent.PassedBy.Piece(choice, kind));
            }
        }

        foreach ((JsonElement item, string path) in delta.Items("tool_calls"))
        {
            ReadCall(choice, new JsonFields(item, path, delta.Faults), events);
        }

        if (delta.Inside("function_call") is { } legacy)
        {
            AddCall(choice, ChatEvent.LegacyFunctionIndex, "", legacy, events);
        }
    }

    private void ReadCall(int choice, JsonFields call, ICollection<ChatEvent> events)
    {
        string id = call.Text("id") ?? "";
        if (call.Inside("function") is { } function)
        {
            AddCall(choice, IndexOf(choice, (int?)call.Integer("index", 0, int.MaxValue), id), id, function, events);
        }
    }

    /// <summary>Without an index (Gemini's compatible endpoint, seen 2026-11) a new id is a new call, and no id is the last one.</summary>
    private int IndexOf(int choice, int? index, string id)
    {
        if (index is { } said)
        {
            return said;
        }

        int count = _calls.Keys.Count(key => key.Choice == choice && key.Index >= 0);
        return count > 0 && (id.Length == 0 || _calls.GetValueOrDefault((choice, count - 1)) == id) ? count - 1 : count;
    }

    private void AddCall(int choice, int index, string id, JsonFields function, ICollection<ChatEvent> events)
    {
        if (_calls.TryAdd((choice, index), id))
        {
            events.Add(new ChatEvent.ToolCallStarted(choice, index, id, function.Text("name") ?? ""));
        }

        if (function.Text("arguments") is { Length: > 0 } arguments)
        {
            events.Add(new ChatEvent.ToolCallDelta(choice, index, arguments));
        }
    }
}
