using System.Numerics;

namespace Changeover.Access;

/// <summary>Sets of rules, one bit for each, by their order: the lower goes before.</summary>
internal static class RuleBits
{
    /// <summary>Words that so many rules need.</summary>
    public static int Words(int rules) => (rules + 63) / 64;

    /// <summary>The rules that fit.</summary>
    public static ulong[] Where(IReadOnlyList<AccessRule> rules, Func<AccessRule, bool> fits)
    {
        var bits = new ulong[Words(rules.Count)];
        for (var i = 0; i < rules.Count; i++)
        {
            if (fits(rules[i]))
            {
                bits[i / 64] |= 1UL << (i % 64);
            }
        }

        return bits;
    }

    /// <summary>Keeps what is in both.</summary>
    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] &= other[i];
        }
    }

    /// <summary>The first that is in both; -1 = none.</summary>
    public static int First(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & other[i]) is var both and not 0)
            {
                return (i * 64) + BitOperations.TrailingZeroCount(both);
            }
        }

        return -1;
    }

    /// <summary>Whether a rule is in it.</summary>
    public static bool Has(ReadOnlySpan<ulong> bits, int rule) => (bits[rule / 64] >> (rule % 64) & 1) != 0;
}
