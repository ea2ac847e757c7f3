namespace Changeover.Protocol.Dialects;

/// <summary>Ids of the calls of a conversation, for dialects that may leave them out and then go by name and order (Gemini, Ollama): here every call has one, the same each time that the conversation is read.</summary>
internal sealed class CallBook
{
    private readonly List<(string Id, string Name)> _open = [];
    private int _made;

    /// <summary>The model speaks again: what it called before is settled.</summary>
    public void BeginTurn() => _open.Clear();

    /// <summary>The id of a call, made up where none is said.</summary>
    public string Call(string? id, string name)
    {
        string known = string.IsNullOrEmpty(id) ? Make() : id;
        _open.Add((known, name));
        return known;
    }

    /// <summary>The id of the call that a result belongs to: as said, else the first open call of that function, else, without a name, the first of all.</summary>
    public string Result(string? id, string? name)
    {
        int place = _open.FindIndex(call => string.IsNullOrEmpty(id) ? string.IsNullOrEmpty(name) || call.Name == name : call.Id == id);
        if (place < 0)
        {
            return string.IsNullOrEmpty(id) ? Make() : id;
        }

        string known = _open[place].Id;
        _open.RemoveAt(place);
        return known;
    }

    private string Make() => $"call_{++_made}";
}
