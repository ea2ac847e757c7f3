using System.Runtime.CompilerServices;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>Something that has a value.</summary>
internal abstract class Expression(int line)
{
    protected int Line => line;

    public object? Evaluate(RenderContext context)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Line = line;
        return Compute(context);
    }

    protected abstract object? Compute(RenderContext context);
}
