using Changeover.Inference.Templates.Library;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>target[key]</c></summary>
internal sealed class Item(int line, Expression target, Expression key) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var (owner, index) = (target.Evaluate(context), key.Evaluate(context));
        context.Line = Line;
        return Access.Item(context, owner, index);
    }
}
