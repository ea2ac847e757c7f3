using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>[a, b]</c> and <c>(a, b)</c></summary>
internal sealed class ListLiteral(int line, IReadOnlyList<Expression> items, bool isTuple) : Expression(line)
{
    protected override object? Compute(RenderContext context) => new ListValue([.. items.Select(item => item.Evaluate(context))], isTuple);
}
