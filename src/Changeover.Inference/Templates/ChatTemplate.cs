using Changeover.Inference.Templates.Library;
using Changeover.Inference.Templates.Parsing;
using Changeover.Inference.Templates.Syntax;

namespace Changeover.Inference.Templates;

/// <summary>
/// A model's chat template: the part of Jinja2 that real templates use, with the settings of Hugging Face (<c>trim_blocks</c>,
/// <c>lstrip_blocks</c>, loop controls, immutable values). Immutable and thread-safe after parsing.
/// </summary>
public sealed class ChatTemplate
{
    private readonly Block _body;

    private ChatTemplate(Block body) => _body = body;

    /// <summary>Reads a template. Unknown statements, filters and tests are refused here, not when a request meets them.</summary>
    /// <exception cref="ChatTemplateException">Bad or unsupported syntax, with its line.</exception>
    public static ChatTemplate Parse(string source)
    {
        var tokens = new TokenCursor(new TemplateLexer(source).Read());
        try
        {
            return new ChatTemplate(new StatementParser(tokens).ParseTemplate());
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ChatTemplateException(tokens.Current.Line, "nested too deeply");
        }
    }

    /// <summary>The prompt text of a conversation.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, fails, or reaches a limit.</exception>
    public string Render(ChatTemplateInput input, ChatTemplateLimits? limits = null)
    {
        var context = new RenderContext(limits ?? ChatTemplateLimits.Default, Globals.For(input));
        try
        {
            _body.Execute(context);
        }
        catch (InsufficientExecutionStackException)
        {
            throw context.Fault("nested too deeply");
        }

        return context.Text;
    }
}
