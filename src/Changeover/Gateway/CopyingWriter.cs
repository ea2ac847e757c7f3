using System.Buffers;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway;

/// <summary>Passes bytes on and keeps a copy of the first of them, for routes that record bodies or give answers again. Bounded: memory does not grow with the answer.</summary>
/// <param name="output">Where they go.</param>
/// <param name="limit">Most bytes of the copy.</param>
internal sealed class CopyingWriter(IBufferWriter<byte> output, int limit) : IBufferWriter<byte>, IDisposable
{
    private Memory<byte> _handedOut;

    /// <summary>Bytes that were passed on.</summary>
    public long Written { get; private set; }

    /// <summary>Nothing is missing from the copy.</summary>
    public bool IsWhole => Written == Kept.WrittenCount;

    /// <summary>The copy: the first of them, as far as the limit.</summary>
    public PooledBuffer Kept { get; } = new(4096);

    /// <inheritdoc />
    public void Advance(int count)
    {
        var room = Math.Min(count, limit - Kept.WrittenCount);
        if (room > 0)
        {
            Kept.Write(_handedOut.Span[..room]);
        }

        Written += count;
        output.Advance(count);
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0) => _handedOut = output.GetMemory(sizeHint);

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public void Dispose() => Kept.Dispose();
}
