using System.Globalization;
using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Text;

/// <summary>
/// Regular expressions of JSON Schema as grammars of a JSON string's inside: literals, classes, groups, alternation, quantifiers, and anchors at
/// the ends. Characters beyond U+FFFF only where a pattern writes them, because engines disagree on whether <c>.</c> is one of them or half.
/// </summary>
internal sealed class PatternGrammar
{
    private const int RepeatLimit = 1000;

    private static readonly CharacterSet Plane = CharacterSet.Of((0, 0xD7FF), (0xE000, 0xFFFF));
    private static readonly CharacterSet Digits = CharacterSet.Of(('0', '9'));
    private static readonly CharacterSet Words = CharacterSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));
    private static readonly CharacterSet Spaces = CharacterSet.Of(('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x2028, 0x2029), (0x3000, 0x3000));
    private static readonly CharacterSet LineEnds = CharacterSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));
    private static readonly GrammarRule Anything = GrammarRule.Star(JsonCharacter.Any);

    private readonly string _pattern;
    private int _position;

    private PatternGrammar(string pattern) => _pattern = pattern;

    private char Current => _position < _pattern.Length ? _pattern[_position] : '\0';

    private bool AtEnd => _position >= _pattern.Length;

    /// <summary>The grammar of a pattern; unanchored ends match anywhere, as JSON Schema says.</summary>
    /// <exception cref="FormatException">Syntax that is not supported, described.</exception>
    public static GrammarRule Parse(string pattern)
    {
        var parser = new PatternGrammar(pattern);
        var rule = parser.ParseAnchored();
        return parser.AtEnd ? rule : throw new FormatException($"unexpected '{parser.Current}'");
    }

    private GrammarRule ParseAnchored()
    {
        var rule = new GrammarRule();
        do
        {
            var parts = new List<GrammarPart>();
            if (!Skip('^'))
            {
                parts.Add(Anything);
            }

            parts.Add(ParseSequence());
            if (!Skip('$'))
            {
                parts.Add(Anything);
            }

            rule.Or([.. parts]);
        }
        while (Skip('|'));

        return rule;
    }

    private GrammarRule ParseChoice()
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var rule = new GrammarRule().Or(ParseSequence());
        while (Skip('|'))
        {
            rule.Or(ParseSequence());
        }

        return rule;
    }

    private GrammarRule ParseSequence()
    {
        var parts = new List<GrammarPart>();
        while (!AtEnd && Current is not ('|' or ')' or '$'))
        {
            parts.Add(ParseQuantified());
        }

        return new GrammarRule().Or([.. parts]);
    }

    private GrammarRule ParseQuantified()
    {
        var atom = ParseAtom();
        var (least, most) = ParseQuantifier();
        if (least > RepeatLimit || most > RepeatLimit)
        {
            throw new FormatException($"repeats more than {RepeatLimit} times");
        }

        return (least, most) == (1, 1) ? atom : GrammarRule.Repeat(atom, least, most);
    }

    private (int Least, int? Most) ParseQuantifier()
    {
        (int, int?) bounds = (1, 1);
        if (Skip('*'))
        {
            bounds = (0, null);
        }
        else if (Skip('+'))
        {
            bounds = (1, null);
        }
        else if (Skip('?'))
        {
            bounds = (0, 1);
        }
        else if (Skip('{'))
        {
            var least = ParseNumber();
            bounds = (least, Skip(',') ? Current == '}' ? null : ParseNumber() : least);
            Expect('}');
        }
        else
        {
            return bounds;
        }

        // A lazy quantifier matches the same texts.
        Skip('?');
        return Current is '*' or '+' or '{' ? throw new FormatException("a quantifier of a quantifier") : bounds;
    }

    private GrammarRule ParseAtom()
    {
        var unit = Current;
        switch (unit)
        {
            case '(':
                return ParseGroup();
            case '[':
                _position++;
                return JsonCharacter.Of(NotEmpty(ParseClass()));
            case '.':
                _position++;
                return JsonCharacter.Of(Plane.Except(LineEnds));
            case '\\':
                _position++;
                return JsonCharacter.Of(ParseEscape(inClass: false));
            case '^' or '*' or '+' or '?' or '{' or '}' or ']':
                throw new FormatException($"unexpected '{unit}'");
            default:
                return JsonCharacter.Of(CharacterSet.Single(ParseCodePoint()));
        }
    }

    private GrammarRule ParseGroup()
    {
        _position++;
        if (Skip('?'))
        {
            if (Skip('<') && char.IsLetter(Current))
            {
                _position = _pattern.IndexOf('>', _position) is var end and >= 0 ? end + 1 : throw new FormatException("a group's name is not closed");
            }
            else if (!Skip(':'))
            {
                throw new FormatException("look-around is not supported");
            }
        }

        var inner = ParseChoice();
        Expect(')');
        return inner;
    }

    private CharacterSet ParseClass()
    {
        var negated = Skip('^');
        var set = CharacterSet.Of();
        while (!Skip(']'))
        {
            var from = ParseClassItem();
            if (Current == '-' && _position + 1 < _pattern.Length && _pattern[_position + 1] != ']')
            {
                _position++;
                var to = ParseClassItem();
                set = from.Ranges is [var (first, same)] && to.Ranges is [var (last, alsoSame)] && first == same && last == alsoSame && first <= last
                    ? set.Union(CharacterSet.All.Intersect(CharacterSet.Of((first, last))))
                    : throw new FormatException("bad range in a class");
            }
            else
            {
                set = set.Union(from);
            }
        }

        return negated ? Plane.Except(set) : set;
    }

    private CharacterSet ParseClassItem()
    {
        if (AtEnd)
        {
            throw new FormatException("a class is not closed");
        }

        return Skip('\\') ? ParseEscape(inClass: true) : CharacterSet.Single(ParseCodePoint());
    }

    private CharacterSet ParseEscape(bool inClass)
    {
        var unit = AtEnd ? throw new FormatException("ends in a backslash") : _pattern[_position++];
        return unit switch
        {
            'd' => Digits,
            'D' => Plane.Except(Digits),
            'w' => Words,
            'W' => Plane.Except(Words),
            's' => Spaces,
            // Narrower than the complement: what one engine or another calls a space is left out.
            'S' => Plane.Except(Spaces).Except(CharacterSet.Of((0x1C, 0x1F), (0x85, 0x85), (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F), (0x202F, 0x202F), (0x205F, 0x205F), (0xFEFF, 0xFEFF))),
            'n' => CharacterSet.Single('\n'),
            'r' => CharacterSet.Single('\r'),
            't' => CharacterSet.Single('\t'),
            'f' => CharacterSet.Single('\f'),
            'v' => CharacterSet.Single('\v'),
            'b' when inClass => CharacterSet.Single('\b'),
            'x' => CharacterSet.Single(ParseHexadecimal(2)),
            'u' => CharacterSet.All.Intersect(CharacterSet.Single(ParseHexadecimal(4))) is { IsEmpty: false } single ? single : throw new FormatException("half a surrogate pair"),
            _ when char.IsLetterOrDigit(unit) => throw new FormatException($"'\\{unit}' is not supported"),
            _ => CharacterSet.Single(unit),
        };
    }

    private int ParseCodePoint()
    {
        if (!char.IsSurrogate(Current))
        {
            return _pattern[_position++];
        }

        var code = char.IsSurrogatePair(_pattern, _position) ? char.ConvertToUtf32(_pattern, _position) : throw new FormatException("half a surrogate pair");
        _position += 2;
        return code;
    }

    private int ParseHexadecimal(int digits)
    {
        if (_position + digits > _pattern.Length || !int.TryParse(_pattern.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new FormatException("bad hexadecimal escape");
        }

        _position += digits;
        return code;
    }

    private int ParseNumber()
    {
        var start = _position;
        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }

        return int.TryParse(_pattern.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException("bad quantifier");
    }

    private static CharacterSet NotEmpty(CharacterSet set) => set.IsEmpty ? throw new FormatException("a class without characters") : set;

    private bool Skip(char unit)
    {
        if (AtEnd || Current != unit)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(char unit)
    {
        if (!Skip(unit))
        {
            throw new FormatException($"'{unit}' is missing");
        }
    }
}
