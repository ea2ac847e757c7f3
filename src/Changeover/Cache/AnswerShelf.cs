using Changeover.Gateway.Recall;

namespace Changeover.Cache;

/// <summary>Answers by their key, bounded in bytes: the one that was not asked for longest goes first. Safe for any number of threads.</summary>
internal sealed class AnswerShelf
{
    /// <summary>What an entry counts beside its body, so that a bound in bytes is one in entries, too.</summary>
    public const int EntryBytes = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = [];

    /// <summary>Bytes of all entries.</summary>
    public long Bytes { get; private set; }

    /// <summary>The answer; null = none, or it is too old.</summary>
    public KeptAnswer? Find(string key, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            if (node.Value.Until <= now)
            {
                Remove(node);
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer in the place of an earlier one.</summary>
    /// <param name="key">Of the request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="until">When it is too old.</param>
    /// <param name="room">Most bytes of all entries.</param>
    public void Put(string key, KeptAnswer answer, DateTimeOffset until, long room)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var earlier))
            {
                Remove(earlier);
            }

            var entry = new Entry(key, answer, until);
            _entries.Add(key, _byUse.AddFirst(entry));
            Bytes += entry.Bytes;
            while (Bytes > room)
            {
                Remove(_byUse.Last!);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        Bytes -= node.Value.Bytes;
    }

    private readonly record struct Entry(string Key, KeptAnswer Answer, DateTimeOffset Until)
    {
        public long Bytes => EntryBytes + Answer.Body.Length;
    }
}
