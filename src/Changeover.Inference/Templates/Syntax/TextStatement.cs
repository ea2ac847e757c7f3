namespace Changeover.Inference.Templates.Syntax;

/// <summary>Text outside tags.</summary>
internal sealed class TextStatement(int line, string text) : Statement(line)
{
    protected override Flow Run(RenderContext context)
    {
        context.Write(text);
        return Flow.Normal;
    }
}
