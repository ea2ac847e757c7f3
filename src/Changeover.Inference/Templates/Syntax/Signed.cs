using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>-value</c> and <c>+value</c></summary>
internal sealed class Signed(int line, string sign, Expression value) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var number = value.Evaluate(context);
        context.Line = Line;
        // -0.0 is not 0 - 0.0.
        return number is double real && sign == "-" ? -real : Numbers.Calculate(context, sign, 0L, number);
    }
}
