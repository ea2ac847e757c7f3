namespace Changeover.Inference.Templates.Syntax;

/// <summary>A literal.</summary>
internal sealed class Constant(int line, object? value) : Expression(line)
{
    protected override object? Compute(RenderContext context) => value;
}
