using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>a &lt; b &lt; c</c>, <c>a in b</c>: each neighbour compared, until one comparison is false.</summary>
internal sealed class ComparisonChain(int line, Expression first, IReadOnlyList<KeyValuePair<string, Expression>> links) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var left = first.Evaluate(context);
        foreach (var (symbol, operand) in links)
        {
            var right = operand.Evaluate(context);
            context.Line = Line;
            if (!Holds(context, symbol, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    private static bool Holds(RenderContext context, string symbol, object? left, object? right) => symbol switch
    {
        "==" => Comparison.Equal(left, right),
        "!=" => !Comparison.Equal(left, right),
        "<" => Comparison.Order(context, left, right) < 0,
        "<=" => Comparison.Order(context, left, right) <= 0,
        ">" => Comparison.Order(context, left, right) > 0,
        ">=" => Comparison.Order(context, left, right) >= 0,
        "in" => Comparison.Contains(context, right, left),
        _ => !Comparison.Contains(context, right, left),
    };
}
