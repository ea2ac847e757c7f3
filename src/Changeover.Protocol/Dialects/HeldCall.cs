using System.Text;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Dialects;

/// <summary>A call whose arguments still come, for dialects whose calls come whole (Gemini, Ollama). Sees the end of the arguments by their brackets, so that nothing is held longer than that.</summary>
internal sealed class HeldCall(ChatEvent.ToolCallStarted call)
{
    private readonly StringBuilder _arguments = new();
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;

    public ChatEvent.ToolCallStarted Call { get; } = call;

    public string Arguments => _arguments.ToString();

    /// <summary>The bracket that began the arguments is closed.</summary>
    public bool IsComplete { get; private set; }

    public void Add(string piece)
    {
        _arguments.Append(piece);
        foreach (char letter in piece)
        {
            Follow(letter);
        }
    }

    private void Follow(char letter)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
        }
        else if (_isInText)
        {
            _isEscaped = letter == '\\';
            _isInText = letter != '"';
        }
        else if (letter == '"')
        {
            _isInText = true;
        }
        else if (letter is '{' or '[')
        {
            _depth++;
        }
        else if (letter is '}' or ']')
        {
            IsComplete = --_depth == 0;
        }
    }
}
