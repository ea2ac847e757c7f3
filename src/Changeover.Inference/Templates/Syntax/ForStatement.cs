using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates.Syntax;

/// <summary><c>{% for target in source if condition %} … {% else %} … {% endfor %}</c>; each turn has variables of its own.</summary>
internal sealed class ForStatement(int line, Target target, Expression source, Expression? condition, Block body, Block? otherwise) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        var items = Sequences.Of(context, source.Evaluate(context));
        if (condition is not null)
        {
            items = [.. items.Where(item => Keeps(context, item))];
        }

        var loop = new LoopValue(items);
        var outer = context.Scope;
        for (loop.Index = 0; loop.Index < items.Count; loop.Index++)
        {
            context.Step();
            var flow = context.Within(outer, () =>
            {
                target.Assign(context, items[loop.Index]);
                context.Scope.Set("loop", loop);
                return body.Execute(context);
            });
            if (flow == Flow.Break)
            {
                break;
            }
        }

        return items.Count == 0 && otherwise is not null ? context.Within(outer, () => otherwise.Execute(context)) : Flow.Normal;
    }

    private bool Keeps(RenderContext context, object? item) => context.Within(context.Scope, () =>
    {
        context.Step();
        target.Assign(context, item);
        return Truth.Of(condition!.Evaluate(context));
    });
}
