using System.Buffers;
using System.Text.Json;

namespace Changeover.Protocol.Splice;

/// <summary>The properties of one object, found by reading it; the array is rented.</summary>
internal ref struct JsonMemberList
{
    private JsonMember[] _items = ArrayPool<JsonMember>.Shared.Rent(16);
    private int _count;

    private JsonMemberList(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new ByteRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            bool isEscaped = reader.ValueIsEscaped;
            reader.Read();
            long start = reader.TokenStartIndex;
            reader.Skip();
            Add(new JsonMember(name, ByteRange.Between(start, reader.BytesConsumed), isEscaped));
        }
    }

    public readonly ReadOnlySpan<JsonMember> Items => _items.AsSpan(0, _count);

    /// <summary><paramref name="json"/> must be one valid object.</summary>
    public static JsonMemberList Of(ReadOnlySpan<byte> json) => new(json);

    public readonly void Dispose() => ArrayPool<JsonMember>.Shared.Return(_items);

    private void Add(JsonMember member)
    {
        if (_count == _items.Length)
        {
            JsonMember[] larger = ArrayPool<JsonMember>.Shared.Rent(_count * 2);
            _items.CopyTo(larger, 0);
            ArrayPool<JsonMember>.Shared.Return(_items);
            _items = larger;
        }

        _items[_count++] = member;
    }
}
