using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>and</c> and <c>or</c>: the left value where its truth decides, else the right one.</summary>
internal sealed class Logical(int line, Expression left, Expression right, bool stopsAt) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var value = left.Evaluate(context);
        return Truth.Of(value) == stopsAt ? value : right.Evaluate(context);
    }
}
