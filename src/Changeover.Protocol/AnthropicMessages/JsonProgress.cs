namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Follows JSON text that comes in pieces, to the end of its value and no further. Exact for an object or an array in valid JSON; other values have no end of their own.</summary>
internal struct JsonProgress
{
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>The value is whole; only white space may follow.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes the next piece.</summary>
    public void Add(ReadOnlySpan<char> piece)
    {
        foreach (char c in piece)
        {
            if (_isInString)
            {
                AddToString(c);
            }
            else
            {
                AddToStructure(c);
            }
        }
    }

    private void AddToString(char c)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
        }
        else if (c == '\\')
        {
            _isEscaped = true;
        }
        else if (c == '"')
        {
            _isInString = false;
        }
    }

    private void AddToStructure(char c)
    {
        switch (c)
        {
            case '"':
                _isInString = true;
                break;
            case '{' or '[':
                _depth++;
                break;
            case '}' or ']':
                _depth--;
                IsComplete |= _depth == 0;
                break;
        }
    }
}
