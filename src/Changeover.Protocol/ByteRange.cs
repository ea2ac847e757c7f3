namespace Changeover.Protocol;

/// <summary>A run of bytes inside a buffer that the reader of this value knows.</summary>
/// <param name="Start">0-based offset of the first byte.</param>
/// <param name="Length">In bytes; 0 = nothing.</param>
public readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Offset just behind the last byte.</summary>
    public int End => Start + Length;

    /// <summary>True when there is nothing in it.</summary>
    public bool IsEmpty => Length == 0;

    internal static ByteRange Between(long start, long end) => new((int)start, (int)(end - start));
}
