using System.Buffers;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway;

/// <summary>Passes bytes on and keeps a copy of the first of them, for routes that record bodies. Bounded: memory does not grow with the answer.</summary>
internal sealed class CopyingWriter(IBufferWriter<byte> output) : IBufferWriter<byte>, IDisposable
{
    private Memory<byte> _handedOut;

    /// <summary>Bytes that were passed on.</summary>
    public long Written { get; private set; }

    /// <summary>The copy: the first <see cref="BodyRedactor.MaxRead"/> of them.</summary>
    public PooledBuffer Kept { get; } = new(4096);

    /// <inheritdoc />
    public void Advance(int count)
    {
        var room = Math.Min(count, BodyRedactor.MaxRead - Kept.WrittenCount);
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
