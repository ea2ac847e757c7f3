using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>target[start:stop:step]</c></summary>
internal sealed class Slice(int line, Expression target, Expression? start, Expression? stop, Expression? step) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var owner = target.Evaluate(context);
        var bounds = (Bound(context, start), Bound(context, stop), Bound(context, step));
        context.Line = Line;
        return Sequences.Slice(context, owner, bounds.Item1, bounds.Item2, bounds.Item3);
    }

    private static long? Bound(RenderContext context, Expression? bound) => bound?.Evaluate(context) switch
    {
        null => null,
        var value when Numbers.TryWhole(value, out var number) => number,
        var other => throw context.Fault($"slice bounds are whole numbers, not {PythonText.TypeName(other)}"),
    };
}
