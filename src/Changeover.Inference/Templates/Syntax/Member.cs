using Changeover.Inference.Templates.Library;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>target.name</c>: an attribute or method, else the item of that key.</summary>
internal sealed class Member(int line, Expression target, string name) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var owner = target.Evaluate(context);
        context.Line = Line;
        return Access.Member(context, owner, name);
    }
}
