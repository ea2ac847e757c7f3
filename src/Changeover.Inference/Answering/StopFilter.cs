namespace Changeover.Inference.Answering;

/// <summary>Ends a text at the first stop string, and never shows a beginning of one that the next token may complete.</summary>
internal sealed class StopFilter(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>A stop string was found: nothing more is shown.</summary>
    public bool Hit { get; private set; }

    /// <summary>Characters that wait.</summary>
    public int Held => _held.Length;

    /// <summary>More text in; what is safe to show out.</summary>
    public string Push(string text)
    {
        var all = _held + text;
        var first = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        Hit = first >= 0;
        var shown = Hit ? first : all.Length - stops.Select(stop => HoldBack.Length(all, stop)).DefaultIfEmpty().Max();
        _held = all[shown..];
        return all[..shown];
    }

    /// <summary>No more text comes: what waited, unless it was the stop string.</summary>
    public string Finish()
    {
        var rest = Hit ? "" : _held;
        _held = "";
        return rest;
    }
}
