namespace Changeover.Inference.Templates.Syntax;

/// <summary>The text of a <c>set</c> or <c>filter</c> block, as the value that filters start from.</summary>
internal sealed class CapturedText(int line) : Expression(line)
{
    // A space cannot stand in a template's own names.
    private const string Name = " captured";

    public static void Capture(RenderContext context, Block body) =>
        context.Scope.Set(Name, context.Within(context.Scope, () => context.Capture(() => body.Execute(context))));

    protected override object? Compute(RenderContext context) => context.Scope.TryGet(Name, out var text) ? text : "";
}
