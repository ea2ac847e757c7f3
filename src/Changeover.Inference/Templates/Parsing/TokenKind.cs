namespace Changeover.Inference.Templates.Parsing;

internal enum TokenKind
{
    /// <summary>Text outside tags.</summary>
    Text,

    /// <summary><c>{%</c></summary>
    BlockBegin,

    /// <summary><c>%}</c></summary>
    BlockEnd,

    /// <summary><c>{{</c></summary>
    OutputBegin,

    /// <summary><c>}}</c></summary>
    OutputEnd,

    Name,
    TextLiteral,
    Whole,
    Real,
    Operator,

    /// <summary>End of the template.</summary>
    End,
}
