using Changeover.Inference.Templates.Library;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>value is test(arguments)</c></summary>
internal sealed class TestCall(int line, Expression value, Test test, CallArguments arguments) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var (input, given) = (value.Evaluate(context), arguments.Evaluate(context));
        context.Line = Line;
        context.ChargeFor(input);
        return test(context, input, given);
    }
}
