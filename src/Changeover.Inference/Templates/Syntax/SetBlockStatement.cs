namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% set target %} … {% endset %}</c></summary>
internal sealed class SetBlockStatement(int line, Target target, Expression value, Block body) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        CapturedText.Capture(context, body);
        target.Assign(context, value.Evaluate(context));
        return Flow.Normal;
    }
}
