using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>Arithmetic on numbers; <c>+</c> also joins texts and lists, <c>*</c> also repeats them.</summary>
internal sealed class Arithmetic(int line, string symbol, Expression left, Expression right) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var (a, b) = (left.Evaluate(context), right.Evaluate(context));
        context.Line = Line;
        switch (symbol, a, b)
        {
            case (_, Undefined missing, _):
                throw context.Fault(missing.Reason);
            case (_, _, Undefined missing):
                throw context.Fault(missing.Reason);
            case ("+", string x, string y):
                context.Charge((long)x.Length + y.Length);
                return x + y;
            case ("+", ListValue x, ListValue y) when x.IsTuple == y.IsTuple:
                context.Charge((long)x.Items.Count + y.Items.Count);
                return new ListValue([.. x.Items, .. y.Items], x.IsTuple);
            case ("*", string or ListValue, _) when Numbers.TryWhole(b, out var times):
                return Repeat(context, a, times);
            case ("*", _, string or ListValue) when Numbers.TryWhole(a, out var times):
                return Repeat(context, b, times);
            default:
                return Numbers.Calculate(context, symbol, a, b);
        }
    }

    private static object Repeat(RenderContext context, object? value, long times)
    {
        times = Math.Clamp(times, 0, int.MaxValue);
        if (value is string text)
        {
            context.Charge(text.Length * times);
            return string.Concat(Enumerable.Repeat(text, (int)times));
        }

        var list = (ListValue)value!;
        context.Charge(list.Items.Count * times);
        return new ListValue([.. Enumerable.Repeat(list.Items, (int)times).SelectMany(items => items)], list.IsTuple);
    }
}
