namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A set of byte values.</summary>
internal sealed class ByteSet
{
    private readonly bool[] _has = new bool[256];

    public static ByteSet Of(params ReadOnlySpan<byte> values)
    {
        var set = new ByteSet();
        foreach (var value in values)
        {
            set._has[value] = true;
        }

        return set;
    }

    public static ByteSet Range(int first, int last)
    {
        var set = new ByteSet();
        Array.Fill(set._has, true, first, last - first + 1);
        return set;
    }

    public bool Contains(byte value) => _has[value];
}
