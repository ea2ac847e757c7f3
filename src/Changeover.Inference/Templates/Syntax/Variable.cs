using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>A name.</summary>
internal sealed class Variable(int line, string name) : Expression(line)
{
    protected override object? Compute(RenderContext context) =>
        context.Scope.TryGet(name, out var value) ? value : new Undefined($"'{name}' is undefined");
}
