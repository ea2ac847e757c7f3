using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>a ~ b</c>: texts joined.</summary>
internal sealed class Concatenation(int line, IReadOnlyList<Expression> parts) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var texts = parts.Select(part => PythonText.Of(part.Evaluate(context))).ToArray();
        context.Charge(texts.Sum(text => (long)text.Length));
        return string.Concat(texts);
    }
}
