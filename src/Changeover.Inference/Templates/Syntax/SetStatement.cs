namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% set target = value %}</c></summary>
internal sealed class SetStatement(int line, Target target, Expression value) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        target.Assign(context, value.Evaluate(context));
        return Flow.Normal;
    }
}
