namespace Changeover.Inference.Sampling;

/// <summary>PCG-XSH-RR 64/32 (O'Neill 2014): the same seed and stream give the same numbers on every machine and every version of the runtime.</summary>
internal sealed class Pcg32
{
    private readonly ulong _increment;
    private ulong _state;

    /// <param name="seed">Where in the sequence to begin.</param>
    /// <param name="stream">Which of the 2⁶³ sequences.</param>
    public Pcg32(ulong seed, ulong stream)
    {
        _increment = (stream << 1) | 1;
        _ = Next();
        _state += seed;
        _ = Next();
    }

    public uint Next()
    {
        var old = _state;
        _state = unchecked(old * 6364136223846793005UL + _increment);
        return uint.RotateRight((uint)(((old >> 18) ^ old) >> 27), (int)(old >> 59));
    }

    public ulong NextLong() => ((ulong)Next() << 32) | Next();

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextLong() >> 11) * (1.0 / (1UL << 53));
}
