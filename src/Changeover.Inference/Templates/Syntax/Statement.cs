using System.Runtime.CompilerServices;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>Something that writes, assigns or decides.</summary>
internal abstract class Statement(int line)
{
    public Flow Execute(RenderContext context)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Line = line;
        return Run(context);
    }

    protected abstract Flow Run(RenderContext context);
}
