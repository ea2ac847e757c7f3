using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Conversations;

/// <summary>
/// Remembers turns by the ids of their calls, so that a conversation may go on where its clients cannot carry what its provider insists on.
/// In memory only, since it is text of a conversation; bounded in number, size and time. What is forgotten is rewritten legally, and told as a loss.
/// </summary>
internal sealed class ConversationMemory(TimeProvider time)
{
    /// <summary>How long a turn is remembered.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>Most that is remembered, in bytes.</summary>
    public const long MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byCall = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _oldestFirst = new();
    private long _bytes;

    /// <summary>Whether anything is remembered at all.</summary>
    public bool IsEmpty => Volatile.Read(ref _bytes) == 0;

    /// <summary>Remembers a turn.</summary>
    /// <param name="scope">From <see cref="Conversation.ScopeOf"/>.</param>
    /// <param name="turn">The turn.</param>
    public void Keep(string scope, TurnState turn)
    {
        lock (_lock)
        {
            var entry = new Entry(turn, time.GetUtcNow() + KeptFor, [.. turn.Message.ToolCalls.Select(call => KeyOf(scope, call.Id))]);
            foreach (var key in entry.Keys)
            {
                Forget(key);
            }

            var node = _oldestFirst.AddLast(entry);
            foreach (var key in entry.Keys)
            {
                _byCall[key] = node;
            }

            _bytes += turn.Size;
            while (_bytes > MaxBytes || (_oldestFirst.First is { } oldest && oldest.Value.Until <= time.GetUtcNow()))
            {
                Forget(_oldestFirst.First!.Value.Keys[0]);
            }
        }
    }

    /// <summary>The turn in which a call was made; null = not known, or forgotten.</summary>
    public TurnState? Find(string scope, string callId)
    {
        lock (_lock)
        {
            return _byCall.TryGetValue(KeyOf(scope, callId), out var node) && node.Value.Until > time.GetUtcNow() ? node.Value.Turn : null;
        }
    }

    private static string KeyOf(string scope, string callId) => $"{scope}\0{callId}";

    private void Forget(string key)
    {
        if (!_byCall.TryGetValue(key, out var node))
        {
            return;
        }

        foreach (var each in node.Value.Keys)
        {
            _byCall.Remove(each);
        }

        _oldestFirst.Remove(node);
        _bytes -= node.Value.Turn.Size;
    }

    private sealed record Entry(TurnState Turn, DateTimeOffset Until, IReadOnlyList<string> Keys);
}
