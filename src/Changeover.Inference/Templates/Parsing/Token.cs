namespace Changeover.Inference.Templates.Parsing;

/// <summary>One piece of a template: text between tags, or a word inside one.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int Line)
{
    public bool Is(TokenKind kind, string value) => Kind == kind && Value == value;
}
