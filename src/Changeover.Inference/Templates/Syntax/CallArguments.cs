using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary>Arguments as written.</summary>
internal sealed record CallArguments(IReadOnlyList<Expression> Positional, IReadOnlyList<KeyValuePair<string, Expression>> Named)
{
    public static readonly CallArguments None = new([], []);

    public Arguments Evaluate(RenderContext context)
    {
        if (Positional.Count + Named.Count == 0)
        {
            return Arguments.None;
        }

        var named = new Dictionary<string, object?>();
        var positional = Positional.Select(argument => argument.Evaluate(context)).ToArray();
        foreach (var (name, argument) in Named)
        {
            named[name] = argument.Evaluate(context);
        }

        return new Arguments(positional, named);
    }
}
