using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% macro name(parameters) %} … {% endmacro %}</c>; the body sees the variables around its definition.</summary>
internal sealed class MacroStatement(int line, string name, IReadOnlyList<KeyValuePair<string, Expression?>> parameters, Block body) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        var home = context.Scope;
        home.Set(name, (Callable)((caller, arguments) => caller.Call(() => caller.Within(home, () =>
        {
            Bind(caller, arguments);
            return caller.Capture(() => body.Execute(caller));
        }))));
        return Flow.Normal;
    }

    private void Bind(RenderContext context, Arguments arguments)
    {
        if (arguments.Positional.Count > parameters.Count || arguments.Named.Keys.FirstOrDefault(key => parameters.All(parameter => parameter.Key != key)) is not null)
        {
            throw context.Fault($"macro '{name}' has no such argument");
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            var (parameter, fallback) = parameters[i];
            context.Scope.Set(parameter, arguments.TryGet(i, parameter, out var value) ? value
                : fallback is not null ? fallback.Evaluate(context)
                : new Undefined($"parameter '{parameter}' was not provided"));
        }
    }
}
