using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% filter name %} … {% endfilter %}</c></summary>
internal sealed class FilterStatement(int line, Expression value, Block body) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        CapturedText.Capture(context, body);
        context.Write(PythonText.Of(value.Evaluate(context)));
        return Flow.Normal;
    }
}
