namespace Changeover.Inference.Templates.Syntax;

/// <summary>Statements in a row.</summary>
internal sealed class Block(int line, IReadOnlyList<Statement> statements) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        foreach (var statement in statements)
        {
            var flow = statement.Execute(context);
            if (flow != Flow.Normal)
            {
                return flow;
            }
        }

        return Flow.Normal;
    }
}
