using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>not value</c></summary>
internal sealed class Negation(int line, Expression value) : Expression(line)
{
    protected override object? Compute(RenderContext context) => !Truth.Of(value.Evaluate(context));
}
