using System.Text;
using Changeover.Inference.Templates.Values;

namespace Changeover.Inference.Templates;

/// <summary>The state of one rendering: variables, text so far, line, and what is left of the limits.</summary>
internal sealed class RenderContext(ChatTemplateLimits limits, Scope globals)
{
    private StringBuilder _output = new();
    private int _steps;
    private int _depth;
    private long _work;

    public Scope Scope { get; private set; } = new(globals);

    public int Line { get; set; } = 1;

    public string Text => _output.ToString();

    public ChatTemplateException Fault(string message) => new(Line, message);

    public void Write(string text)
    {
        if (_output.Length + text.Length > limits.OutputCharacters)
        {
            throw Fault($"more than {limits.OutputCharacters} characters of output");
        }

        _output.Append(text);
    }

    /// <summary>One more loop turn or macro call.</summary>
    public void Step()
    {
        if (++_steps > limits.Steps)
        {
            throw Fault($"more than {limits.Steps} loop turns");
        }
    }

    /// <summary>Characters or items about to be made or walked through; called before they are.</summary>
    public void Charge(long units)
    {
        _work += units;
        if (_work > limits.WorkUnits)
        {
            throw Fault($"more than {limits.WorkUnits} characters and items worked through");
        }
    }

    /// <summary>A text or list about to be walked through.</summary>
    public void ChargeFor(object? value) => Charge(value switch
    {
        string text => text.Length,
        ListValue list => list.Items.Count,
        _ => 0,
    });

    /// <summary>Runs <paramref name="body"/> with variables of its own inside <paramref name="parent"/>.</summary>
    public T Within<T>(Scope parent, Func<T> body)
    {
        var outer = Scope;
        Scope = new Scope(parent);
        try
        {
            return body();
        }
        finally
        {
            Scope = outer;
        }
    }

    /// <summary>The text that <paramref name="body"/> writes, instead of writing it.</summary>
    public string Capture(Action body)
    {
        var outer = _output;
        _output = new StringBuilder();
        try
        {
            body();
            Charge(_output.Length);
            return _output.ToString();
        }
        finally
        {
            _output = outer;
        }
    }

    /// <summary>Runs a macro's body one level deeper.</summary>
    public string Call(Func<string> body)
    {
        Step();
        if (++_depth > limits.MacroDepth)
        {
            throw Fault($"macros call each other more than {limits.MacroDepth} deep");
        }

        try
        {
            return body();
        }
        finally
        {
            _depth--;
        }
    }
}
