using System.Globalization;
using System.Text;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Parsing;

/// <summary>Reads the words of one tag, up to its closing.</summary>
internal sealed class ExpressionLexer(string source, int position, int line, string closer)
{
    private static readonly string[] Symbols = ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|"];

    private readonly Stack<char> _open = new();
    private int _line = line;

    /// <summary>Where the tag's closing begins, its sign included.</summary>
    public int Position { get; private set; } = position;

    /// <summary><c>-</c>, <c>+</c>, or a space where the closing has no sign.</summary>
    public char ClosingSign { get; private set; } = ' ';

    public void ReadInto(List<Token> tokens)
    {
        var start = _line;
        while (Position < source.Length)
        {
            var unit = source[Position];
            if (_open.Count == 0 && AtCloser(unit))
            {
                return;
            }

            if (CodePoints.IsSpace(unit))
            {
                _line += unit == '\n' ? 1 : 0;
                Position++;
            }
            else
            {
                tokens.Add(ReadWord(unit));
            }
        }

        throw new ChatTemplateException(start, $"'{closer}' is missing");
    }

    private bool AtCloser(char unit)
    {
        var sign = unit == '-' || (unit == '+' && closer == "%}") ? unit : ' ';
        ClosingSign = sign;
        return string.CompareOrdinal(source, Position + (sign == ' ' ? 0 : 1), closer, 0, 2) == 0;
    }

    private Token ReadWord(char unit)
    {
        if (unit is '\'' or '"')
        {
            return ReadText(unit);
        }

        if (char.IsAsciiDigit(unit))
        {
            return ReadNumber();
        }

        if (char.IsLetter(unit) || unit == '_')
        {
            return Take(TokenKind.Name, Span(part => char.IsLetterOrDigit(part) || part == '_'));
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, Position, symbol, 0, symbol.Length) == 0)
            {
                Balance(symbol[0]);
                return Take(TokenKind.Operator, symbol.Length);
            }
        }

        throw new ChatTemplateException(_line, $"unexpected character '{unit}'");
    }

    private void Balance(char symbol)
    {
        switch (symbol)
        {
            case '(' or '[' or '{':
                _open.Push(symbol switch { '(' => ')', '[' => ']', _ => '}' });
                break;
            case ')' or ']' or '}' when !_open.TryPop(out var expected) || expected != symbol:
                throw new ChatTemplateException(_line, $"unexpected '{symbol}'");
        }
    }

    private Token ReadNumber()
    {
        var length = Span(part => char.IsAsciiDigit(part) || part == '_');
        if (At(-1) == '.')
        {
            // An index, so that `pair.0.1` has two of them.
            return Take(TokenKind.Whole, length);
        }

        var real = false;
        if (At(length) == '.' && char.IsAsciiDigit(At(length + 1)))
        {
            real = true;
            length += 1 + Span(char.IsAsciiDigit, length + 1);
        }

        if (At(length) is 'e' or 'E')
        {
            var sign = At(length + 1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(At(length + 1 + sign)))
            {
                real = true;
                length += 1 + sign + Span(char.IsAsciiDigit, length + 1 + sign);
            }
        }

        var word = Take(real ? TokenKind.Real : TokenKind.Whole, length);
        return word with { Value = word.Value.Replace("_", "", StringComparison.Ordinal) };
    }

    private Token ReadText(char quote)
    {
        var start = _line;
        var text = new StringBuilder();
        for (Position++; Position < source.Length; Position++)
        {
            var unit = source[Position];
            _line += unit == '\n' ? 1 : 0;
            if (unit == quote)
            {
                Position++;
                return new Token(TokenKind.TextLiteral, text.ToString(), start);
            }

            text.Append(unit == '\\' ? ReadEscape() : unit.ToString());
        }

        throw new ChatTemplateException(start, "a text literal is not closed");
    }

    /// <summary>Python's escapes; one that it does not know stays as it is. Ends on the escape's last character.</summary>
    private string ReadEscape()
    {
        var unit = At(1);
        Position++;
        return unit switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'b' => "\b",
            'f' => "\f",
            'a' => "\a",
            'v' => "\v",
            '\\' or '\'' or '"' => unit.ToString(),
            'x' => ReadCode(2),
            'u' => ReadCode(4),
            'U' => ReadCode(8),
            '\n' => "",
            _ => $"\\{unit}",
        };
    }

    private string ReadCode(int digits)
    {
        if (Position + digits >= source.Length
            || !int.TryParse(source.AsSpan(Position + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF)
        {
            throw new ChatTemplateException(_line, "bad escape in a text literal");
        }

        Position += digits;
        return code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    }

    private Token Take(TokenKind kind, int length)
    {
        var word = source.Substring(Position, length);
        Position += length;
        return new Token(kind, word, _line);
    }

    private int Span(Func<char, bool> belongs, int offset = 0)
    {
        var length = 0;
        while (Position + offset + length < source.Length && belongs(source[Position + offset + length]))
        {
            length++;
        }

        return length;
    }

    private char At(int offset) => Position + offset < source.Length ? source[Position + offset] : '\0';
}
