using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>target(arguments)</c></summary>
internal sealed class Call(int line, Expression target, CallArguments arguments) : Expression(line)
{
    protected override object? Compute(RenderContext context)
    {
        var function = target.Evaluate(context);
        context.Line = Line;
        return function switch
        {
            Callable callable => Invoke(context, callable),
            Undefined missing => throw context.Fault(missing.Reason),
            _ => throw context.Fault($"{PythonText.TypeName(function)} cannot be called"),
        };
    }

    private object? Invoke(RenderContext context, Callable callable)
    {
        var given = arguments.Evaluate(context);
        context.Line = Line;
        return callable(context, given);
    }
}
