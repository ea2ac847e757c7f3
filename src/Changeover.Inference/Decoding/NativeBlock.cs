using System.Runtime.InteropServices;

namespace Changeover.Inference.Decoding;

/// <summary>Aligned native memory that grows and forgets: <see cref="Reserve"/> may drop the contents.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private void* _start;

    public nuint Size { get; private set; }

    public byte* Start => (byte*)_start;

    /// <summary>Makes room for at least this many bytes; a quarter more than asked, since a cache grows by one token per step.</summary>
    public void Reserve(nuint bytes)
    {
        if (bytes > Size || _start is null)
        {
            Dispose();
            Size = Math.Max(64, bytes + bytes / 4);
            _start = NativeMemory.AlignedAlloc(Size, 64);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        Size = 0;
    }
}
