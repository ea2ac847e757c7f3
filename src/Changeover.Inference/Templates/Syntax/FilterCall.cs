using Changeover.Inference.Templates.Library;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>value | filter(arguments)</c></summary>
internal sealed class FilterCall(int line, Expression value, Filter filter, CallArguments arguments) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var (input, given) = (value.Evaluate(context), arguments.Evaluate(context));
        context.Line = Line;
        context.ChargeFor(input);
        return filter(context, input, given);
    }
}
