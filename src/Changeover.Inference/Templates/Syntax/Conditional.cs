using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>value if condition else otherwise</c></summary>
internal sealed class Conditional(int line, Expression condition, Expression value, Expression? otherwise) : Expression(line)
{
    protected override object? Compute(RenderContext context) => Truth.Of(condition.Evaluate(context))
        ? value.Evaluate(context)
        : otherwise is null ? new Undefined("the condition is false and there is no 'else'") : otherwise.Evaluate(context);
}
