using System.Buffers;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway;

/// <summary>Passes bytes on and keeps a copy of the first of them, for routes that record bodies. Bounded: memory does not grow with the answer.</summary>
internal sealed class CopyingWriter(IBufferWriter<byte> output) : IBufferWriter<byte>, IDisposable
{
    /// <summary>Most that is kept, in bytes.</summary>
    public const int Limit = 1024 * 1024;

    private Memory<byte> _handedOut;

    /// <summary>The copy.</summary>
    public PooledBuffer Kept { get; } = new(4096);

    /// <inheritdoc />
    public void Advance(int count)
    {
        var room = Math.Min(count, Limit - Kept.WrittenCount);
        if (room > 0)
        {
            Kept.Write(_handedOut.Span[..room]);
        }

        output.Advance(count);
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0) => _handedOut = output.GetMemory(sizeHint);

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public void Dispose() => Kept.Dispose();
}
