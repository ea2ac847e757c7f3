namespace Changeover.Inference.Templates;

/// <summary>A chat template that cannot be read or rendered: bad syntax, an operation its values do not have, a limit reached, or the template's own <c>raise_exception</c>.</summary>
public sealed class ChatTemplateException : Exception
{
    /// <summary>A fault at a line of the template.</summary>
    public ChatTemplateException(int line, string fault, bool raisedByTemplate = false)
        : base($"Chat template, line {line}: {fault}")
    {
        Line = line;
        Fault = fault;
        RaisedByTemplate = raisedByTemplate;
    }

    /// <summary>Line of the template, from 1.</summary>
    public int Line { get; }

    /// <summary>What is wrong, without the line.</summary>
    public string Fault { get; }

    /// <summary>The template itself refused the conversation (<c>raise_exception</c>): the client's messages are at fault, not the template.</summary>
    public bool RaisedByTemplate { get; }
}
