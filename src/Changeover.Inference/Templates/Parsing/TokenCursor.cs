namespace Changeover.Inference.Templates.Parsing;

/// <summary>A position in the tokens of a template.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    private int _position;

    public Token Current => tokens[_position];

    public Token Following => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = Current;
        _position = Math.Min(_position + 1, tokens.Count - 1);
        return token;
    }

    public bool Skip(TokenKind kind, string value)
    {
        if (!Current.Is(kind, value))
        {
            return false;
        }

        Next();
        return true;
    }

    public bool SkipOperator(string symbol) => Skip(TokenKind.Operator, symbol);

    public bool SkipName(string name) => Skip(TokenKind.Name, name);

    public Token Expect(TokenKind kind, string? value = null) => Current.Kind == kind && (value is null || Current.Value == value)
        ? Next()
        : throw Fault($"expected {value ?? Describe(kind)}, found {Describe(Current)}");

    public ChatTemplateException Fault(string message) => new(Current.Line, message);

    public static string Describe(Token token) => token.Kind is TokenKind.Name or TokenKind.Operator or TokenKind.Whole or TokenKind.Real
        ? $"'{token.Value}'"
        : Describe(token.Kind);

    private static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.Text => "text",
        TokenKind.BlockBegin => "'{%'",
        TokenKind.BlockEnd => "'%}'",
        TokenKind.OutputBegin => "'{{'",
        TokenKind.OutputEnd => "'}}'",
        TokenKind.Name => "a name",
        TokenKind.TextLiteral => "a text literal",
        TokenKind.Whole or TokenKind.Real => "a number",
        TokenKind.Operator => "an operator",
        _ => "the end of the template",
    };
}
