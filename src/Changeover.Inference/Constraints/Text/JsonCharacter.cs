using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Text;

/// <summary>One character inside a JSON string.</summary>
internal static class JsonCharacter
{
    private static readonly CharacterSet Quoted = CharacterSet.Of((0, 0x1F), ('"', '"'), ('\\', '\\'));
    private static readonly ByteSet Backslash = ByteSet.Of((byte)'\\');
    private static readonly ByteSet Hexadecimal = ByteSet.Of("0123456789abcdefABCDEF"u8);

    /// <summary>Any character, plain or in any of its spellings.</summary>
    public static readonly GrammarRule Any = BuildAny();

    /// <summary>Any character that needs no escape.</summary>
    public static readonly GrammarRule Plain = Of(WithoutEscape);

    public static readonly GrammarPart Quote = ByteSet.Of((byte)'"');

    /// <summary>The characters that stand for themselves in a JSON string.</summary>
    public static CharacterSet WithoutEscape => CharacterSet.All.Except(Quoted);

    /// <summary>One of some characters, in its one shortest spelling.</summary>
    public static GrammarRule Of(CharacterSet characters)
    {
        var rule = new GrammarRule();
        Utf8Grammar.AddTo(rule, characters.Except(Quoted));
        foreach (var (first, last) in characters.Intersect(Quoted).Ranges)
        {
            for (var code = first; code <= last; code++)
            {
                rule.Or([.. Escape(code).Select(unit => (GrammarPart)ByteSet.Of((byte)unit))]);
            }
        }

        return rule;
    }

    private static string Escape(int code) => code switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => $"\\u{code:x4}",
    };

    private static GrammarRule BuildAny()
    {
        var letterU = ByteSet.Of((byte)'u');
        var rule = new GrammarRule()
            .Or(Backslash, ByteSet.Of("\"\\/bfnrt"u8))
            // \u: any four digits but those of half a surrogate pair.
            .Or(Backslash, letterU, ByteSet.Of("0123456789abcefABCEF"u8), Hexadecimal, Hexadecimal, Hexadecimal)
            .Or(Backslash, letterU, ByteSet.Of("dD"u8), ByteSet.Of("01234567"u8), Hexadecimal, Hexadecimal);
        Utf8Grammar.AddTo(rule, WithoutEscape);
        return rule;
    }
}
