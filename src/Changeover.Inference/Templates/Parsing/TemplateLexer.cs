using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Parsing;

/// <summary>Cuts a template into text and tags, with Jinja's rules of white space under <c>trim_blocks</c> and <c>lstrip_blocks</c>.</summary>
internal sealed class TemplateLexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;
    private bool _lineStarts = true;

    public TemplateLexer(string source)
    {
        var lines = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        // Jinja drops one line break at the very end of a template.
        _source = lines.EndsWith('\n') ? lines[..^1] : lines;
    }

    public IReadOnlyList<Token> Read()
    {
        while (_position < _source.Length)
        {
            var tag = NextTag();
            if (tag < 0)
            {
                AddText(_source[_position..]);
                Advance(_source.Length);
                break;
            }

            ReadTag(tag);
        }

        _tokens.Add(new Token(TokenKind.End, "", _line));
        return _tokens;
    }

    private int NextTag()
    {
        for (var i = _position; (i = _source.IndexOf('{', i)) >= 0 && i + 1 < _source.Length; i++)
        {
            if (_source[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return -1;
    }

    private void ReadTag(int start)
    {
        var kind = _source[start + 1];
        var sign = start + 2 < _source.Length && _source[start + 2] is '-' or '+' ? _source[start + 2] : ' ';
        AddText(TextBefore(start, sign, isBlock: kind != '{'));
        Advance(start + 2 + (sign == ' ' ? 0 : 1));
        switch (kind)
        {
            case '#':
                SkipComment();
                break;
            case '%' when IsWord("raw", out var end):
                ReadRaw(end);
                break;
            case '%':
                ReadInside(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}");
                break;
            default:
                ReadInside(TokenKind.OutputBegin, TokenKind.OutputEnd, "}}");
                break;
        }
    }

    /// <summary>The text up to a tag: without white space for <c>-</c>, without the tag's own indentation for a block unless <c>+</c>.</summary>
    private string TextBefore(int tag, char sign, bool isBlock)
    {
        var text = _source[_position..tag];
        if (sign == '-')
        {
            return CodePoints.Trim(text, null, start: false, end: true);
        }

        var lineStart = text.LastIndexOf('\n') + 1;
        return sign != '+' && isBlock && (lineStart > 0 || _lineStarts) && text.AsSpan(lineStart).Trim().IsEmpty ? text[..lineStart] : text;
    }

    private void SkipComment()
    {
        var end = _source.IndexOf("#}", _position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new ChatTemplateException(_line, "a comment is not closed");
        }

        var sign = end > _position && _source[end - 1] is '-' or '+' ? _source[end - 1] : ' ';
        Advance(end);
        CloseTag(sign, trims: true);
    }

    private void ReadInside(TokenKind begin, TokenKind end, string closer)
    {
        _tokens.Add(new Token(begin, "", _line));
        var words = new ExpressionLexer(_source, _position, _line, closer);
        words.ReadInto(_tokens);
        Advance(words.Position);
        _tokens.Add(new Token(end, "", _line));
        CloseTag(words.ClosingSign, trims: closer == "%}");
    }

    /// <summary>Stands on the sign or the closer of a tag; moves behind both and behind the white space that they swallow.</summary>
    private void CloseTag(char sign, bool trims)
    {
        var end = _position + (_source[_position] is '-' or '+' ? 3 : 2);
        if (sign == '-')
        {
            while (end < _source.Length && CodePoints.IsSpace(_source[end]))
            {
                end++;
            }
        }
        else if (trims && sign != '+' && end < _source.Length && _source[end] == '\n')
        {
            end++;
        }

        Advance(end);
    }

    private void ReadRaw(int begin)
    {
        Advance(begin);
        CloseTag(_source[_position] == '-' ? '-' : ' ', trims: false);
        for (var i = _position; (i = _source.IndexOf("{%", i, StringComparison.Ordinal)) >= 0; i += 2)
        {
            var sign = i + 2 < _source.Length && _source[i + 2] is '-' or '+' ? _source[i + 2] : ' ';
            var (from, line) = (_position, _line);
            var text = TextBefore(i, sign, isBlock: true);
            Advance(i + 2 + (sign == ' ' ? 0 : 1));
            if (IsWord("endraw", out var end))
            {
                AddText(text);
                Advance(end);
                CloseTag(_source[_position] is '-' or '+' ? _source[_position] : ' ', trims: true);
                return;
            }

            (_position, _line) = (from, line);
        }

        throw new ChatTemplateException(_line, "'raw' is not closed");
    }

    /// <summary>Whether the tag at hand consists of this one word; <paramref name="end"/> is where its closing begins.</summary>
    private bool IsWord(string word, out int end)
    {
        end = SkipSpace(_position);
        if (string.CompareOrdinal(_source, end, word, 0, word.Length) != 0)
        {
            return false;
        }

        end = SkipSpace(end + word.Length);
        var closer = end < _source.Length && _source[end] is '-' or '+' ? end + 1 : end;
        return string.CompareOrdinal(_source, closer, "%}", 0, 2) == 0;
    }

    private int SkipSpace(int position)
    {
        while (position < _source.Length && CodePoints.IsSpace(_source[position]))
        {
            position++;
        }

        return position;
    }

    private void AddText(string text)
    {
        if (text.Length > 0)
        {
            _tokens.Add(new Token(TokenKind.Text, text, _line));
        }
    }

    private void Advance(int position)
    {
        for (; _position < position; _position++)
        {
            _line += _source[_position] == '\n' ? 1 : 0;
        }

        _lineStarts = _position > 0 && _source[_position - 1] == '\n';
    }
}
