using System.Buffers;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Bytes that grow, in arrays of the shared pool. Spans of it are valid until the next write.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private const int Least = 256;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Count);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Count);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Forgets what was written and keeps the room.</summary>
    public void Clear() => Count = 0;

    /// <summary>Gives the room back; what comes after starts anew.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        Count = 0;
    }

    private void Grow(int more)
    {
        if (_bytes.Length - Count >= more)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, Math.Max(Count + more, _bytes.Length * 2)));
        Span.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
