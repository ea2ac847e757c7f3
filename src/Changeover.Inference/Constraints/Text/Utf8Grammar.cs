using System.Text;
using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Text;

/// <summary>A set of characters as sequences of UTF-8 bytes.</summary>
internal static class Utf8Grammar
{
    private static readonly int[] LastOfLength = [0x7F, 0x7FF, 0xFFFF];

    public static void AddTo(GrammarRule rule, CharacterSet characters)
    {
        foreach (var (first, last) in characters.Ranges)
        {
            Add(rule, first, last);
        }
    }

    /// <summary>Splits a range until in each piece every byte varies on its own.</summary>
    private static void Add(GrammarRule rule, int first, int last)
    {
        foreach (var boundary in LastOfLength)
        {
            if (first <= boundary && last > boundary)
            {
                Add(rule, first, boundary);
                Add(rule, boundary + 1, last);
                return;
            }
        }

        var (from, to) = (Encode(first), Encode(last));
        for (var tail = 1; tail < from.Length; tail++)
        {
            var mask = (1 << (6 * tail)) - 1;
            if ((first & ~mask) == (last & ~mask))
            {
                continue;
            }

            if ((first & mask) != 0)
            {
                Add(rule, first, first | mask);
                Add(rule, (first | mask) + 1, last);
                return;
            }

            if ((last & mask) != mask)
            {
                Add(rule, first, (last & ~mask) - 1);
                Add(rule, last & ~mask, last);
                return;
            }
        }

        rule.Or([.. from.Zip(to, (low, high) => (GrammarPart)ByteSet.Range(low, high))]);
    }

    private static byte[] Encode(int codePoint) => Encoding.UTF8.GetBytes(new Rune(codePoint).ToString());
}
