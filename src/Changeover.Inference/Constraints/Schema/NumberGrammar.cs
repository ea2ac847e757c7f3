using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Numbers of bounded length: 15 digits before the point, which a double holds exactly, 6 behind it, a two-digit exponent.</summary>
internal static class NumberGrammar
{
    /// <summary>Largest magnitude of a whole number.</summary>
    public const long Limit = 999_999_999_999_999;

    private const int FractionDigits = 6;

    private static readonly ByteSet Minus = ByteSet.Of((byte)'-');
    private static readonly ByteSet Digit = ByteSet.Range('0', '9');
    private static readonly GrammarRule Fraction = new GrammarRule().Or(ByteSet.Of((byte)'.'), GrammarRule.Repeat(Digit, 1, FractionDigits));

    private static readonly GrammarRule OpenFraction = new GrammarRule().Or(ByteSet.Of((byte)'.'), NotZero(FractionDigits));

    /// <summary>Any number.</summary>
    public static readonly GrammarRule Any = BuildAny();

    /// <summary>Whole numbers from <paramref name="low"/> to <paramref name="high"/>, both within <see cref="Limit"/>; null where there is none.</summary>
    public static GrammarRule? Whole(long low, long high)
    {
        var rule = new GrammarRule();
        AddNatural(rule, [], Math.Max(low, 0), high);
        AddNatural(rule, [Minus], Math.Max(-high, 1), -low);
        return rule.Alternatives.Count > 0 ? rule : null;
    }

    /// <summary>
    /// Numbers between bounds: the whole ones from <paramref name="low"/> to <paramref name="high"/>, and fractions that lie in a full step between
    /// <paramref name="floor"/> and <paramref name="ceiling"/>, not on its ends if <paramref name="isOpen"/>. Null where there is none.
    /// </summary>
    public static GrammarRule? Real(long low, long high, long floor, long ceiling, bool isOpen)
    {
        var rule = new GrammarRule();
        if (Whole(low, high) is { } whole)
        {
            rule.Or(whole);
        }

        var (natural, negative) = (new GrammarRule(), new GrammarRule());
        AddNatural(natural, [], Math.Max(floor, 0), ceiling - 1);
        AddNatural(negative, [Minus], Math.Max(-ceiling, 0), -floor - 1);
        foreach (var part in new[] { natural, negative }.Where(part => part.Alternatives.Count > 0))
        {
            rule.Or(part, isOpen ? OpenFraction : Fraction);
        }

        return rule.Alternatives.Count > 0 ? rule : null;
    }

    /// <summary>Up to some digits that are not all zero.</summary>
    private static GrammarRule NotZero(int digits)
    {
        var rule = new GrammarRule().Or(ByteSet.Range('1', '9'), GrammarRule.Repeat(Digit, 0, digits - 1));
        return digits == 1 ? rule : rule.Or(ByteSet.Of((byte)'0'), NotZero(digits - 1));
    }

    private static GrammarRule BuildAny()
    {
        var exponent = new GrammarRule().Or(ByteSet.Of("eE"u8), GrammarRule.Optional(ByteSet.Of("+-"u8)), GrammarRule.Repeat(Digit, 1, 2));
        return new GrammarRule().Or(GrammarRule.Optional(Minus), Whole(0, Limit)!, GrammarRule.Optional(Fraction), GrammarRule.Optional(exponent));
    }

    /// <summary>Numbers from <paramref name="low"/> ≥ 0 to <paramref name="high"/> without leading zeros, one alternative for each count of digits.</summary>
    private static void AddNatural(GrammarRule rule, ReadOnlySpan<GrammarPart> sign, long low, long high)
    {
        for (long first = 0, last = 9; first <= high; (first, last) = (last + 1, (last * 10) + 9))
        {
            var (from, to) = (Math.Max(low, first), Math.Min(high, last));
            if (from <= to)
            {
                rule.Or([.. sign, SameLength($"{from}", $"{to}")]);
            }
        }
    }

    private static GrammarRule SameLength(string from, string to)
    {
        // Without this the two ends below would double at every digit.
        if (from.All(digit => digit == '0') && to.All(digit => digit == '9'))
        {
            return GrammarRule.Repeat(Digit, from.Length, from.Length);
        }

        var rule = new GrammarRule();
        if (from[0] == to[0])
        {
            return rule.Or(ByteSet.Of((byte)from[0]), SameLength(from[1..], to[1..]));
        }

        rule.Or(ByteSet.Of((byte)from[0]), SameLength(from[1..], new string('9', from.Length - 1)));
        rule.Or(ByteSet.Of((byte)to[0]), SameLength(new string('0', to.Length - 1), to[1..]));
        if (to[0] - from[0] > 1)
        {
            rule.Or(ByteSet.Range(from[0] + 1, to[0] - 1), GrammarRule.Repeat(Digit, from.Length - 1, from.Length - 1));
        }

        return rule;
    }
}
