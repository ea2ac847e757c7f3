using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{{ value }}</c></summary>
internal sealed class OutputStatement(int line, Expression value) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        context.Write(PythonText.Of(value.Evaluate(context)));
        return Flow.Normal;
    }
}
