using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Changeover.Protocol.Json;

/// <summary>
/// The property names of all objects that are open at one point of a JSON text, to find one that occurs twice in the same object.
/// A hash table whose entries leave in the reverse of the order they came: constant cost per name, memory bounded by
/// <see cref="MaxNames"/>.
/// </summary>
internal ref struct NameTable
{
    public const int MaxNames = 1 << 17;
    private const int FirstCapacity = 256;

    private readonly ReadOnlySpan<byte> _json;
    private int[] _buckets = ArrayPool<int>.Shared.Rent(FirstCapacity);
    private Entry[] _entries = ArrayPool<Entry>.Shared.Rent(FirstCapacity);
    private byte[] _unescaped = [];
    private Scopes _scopes;
    private int _depth;
    private int _count;
    private int _mask = FirstCapacity - 1;
    private int _unescapedLength;

    public NameTable(ReadOnlySpan<byte> json)
    {
        _json = json;
        _buckets.AsSpan(0, FirstCapacity).Fill(-1);
    }

    private readonly record struct Entry(int Hash, int Start, int Length, int Next, bool IsUnescaped);

    [InlineArray(StrictJsonReader.MaxDepth + 1)]
    private struct Scopes
    {
        private int _first;
    }

    public void OpenObject() => _scopes[++_depth] = _count;

    public void CloseObject()
    {
        int scope = _scopes[_depth--];
        while (_count > scope)
        {
            ref readonly Entry last = ref _entries[--_count];
            _buckets[last.Hash & _mask] = last.Next;
            if (last.IsUnescaped)
            {
                _unescapedLength = last.Start;
            }
        }
    }

    /// <summary>False when the innermost open object has the name already.</summary>
    public bool TryAdd(ref Utf8JsonReader reader)
    {
        bool isEscaped = reader.ValueIsEscaped;
        int start = isEscaped ? Unescape(ref reader) : (int)reader.TokenStartIndex + 1;
        int length = isEscaped ? _unescapedLength - start : reader.ValueSpan.Length;
        ReadOnlySpan<byte> name = Text(start, length, isEscaped);

        // HashCode is seeded per process: a hostile body cannot aim at one bucket.
        var hasher = default(HashCode);
        hasher.AddBytes(name);
        int hash = hasher.ToHashCode();
        int scope = _scopes[_depth];
        for (int i = _buckets[hash & _mask]; i >= scope; i = _entries[i].Next)
        {
            ref readonly Entry entry = ref _entries[i];
            if (entry.Hash == hash && Text(entry.Start, entry.Length, entry.IsUnescaped).SequenceEqual(name))
            {
                return false;
            }
        }

        if (_count > _mask)
        {
            Grow();
        }

        _entries[_count] = new Entry(hash, start, length, _buckets[hash & _mask], isEscaped);
        _buckets[hash & _mask] = _count++;
        return true;
    }

    public readonly bool IsFull => _count >= MaxNames;

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_buckets);
        ArrayPool<Entry>.Shared.Return(_entries);
        if (_unescaped.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_unescaped);
        }
    }

    private readonly ReadOnlySpan<byte> Text(int start, int length, bool isUnescaped) =>
        isUnescaped ? _unescaped.AsSpan(start, length) : _json.Slice(start, length);

    private int Unescape(ref Utf8JsonReader reader)
    {
        int start = _unescapedLength;
        int needed = start + reader.ValueSpan.Length;
        if (needed > _unescaped.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(needed);
            _unescaped.AsSpan(0, start).CopyTo(larger);
            if (_unescaped.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_unescaped);
            }

            _unescaped = larger;
        }

        _unescapedLength += reader.CopyString(_unescaped.AsSpan(start));
        return start;
    }

    private void Grow()
    {
        int capacity = (_mask + 1) * 2;
        Entry[] entries = ArrayPool<Entry>.Shared.Rent(capacity);
        _entries.AsSpan(0, _count).CopyTo(entries);
        ArrayPool<Entry>.Shared.Return(_entries);
        ArrayPool<int>.Shared.Return(_buckets);
        _entries = entries;
        _buckets = ArrayPool<int>.Shared.Rent(capacity);
        _buckets.AsSpan(0, capacity).Fill(-1);
        _mask = capacity - 1;
        for (int i = 0; i < _count; i++)
        {
            ref Entry entry = ref _entries[i];
            ref int bucket = ref _buckets[entry.Hash & _mask];
            entry = entry with { Next = bucket };
            bucket = i;
        }
    }
}
