using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% if %} … {% elif %} … {% else %} … {% endif %}</c></summary>
internal sealed class IfStatement(int line, IReadOnlyList<KeyValuePair<Expression, Block>> branches, Block? otherwise) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        foreach (var (condition, body) in branches)
        {
            if (Truth.Of(condition.Evaluate(context)))
            {
                return body.Execute(context);
            }
        }

        return otherwise?.Execute(context) ?? Flow.Normal;
    }
}
