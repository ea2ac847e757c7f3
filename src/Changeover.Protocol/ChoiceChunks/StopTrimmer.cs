namespace Changeover.Protocol.ChoiceChunks;

/// <summary>Cuts a text that arrives in pieces before the first of some strings, for a provider that leaves the string in. Keeps back only what may be the beginning of one.</summary>
internal sealed class StopTrimmer(IEnumerable<string> stops)
{
    private readonly StopMatcher[] _matchers = [.. stops.Where(stop => stop.Length > 0).Select(stop => new StopMatcher(stop))];
    private string _kept = "";

    /// <summary>The string that was found; null = none yet. No text comes after it.</summary>
    public string? Found { get; private set; }

    /// <summary>What is certain to stand before any of the strings.</summary>
    public string Next(string more)
    {
        if (Found is not null)
        {
            return "";
        }

        for (int i = 0; i < more.Length; i++)
        {
            Found = Longest(more[i]);
            if (Found is not null)
            {
                return (_kept + more)[..(_kept.Length + i + 1 - Found.Length)];
            }
        }

        string all = _kept + more;
        int certain = all.Length - _matchers.Max(matcher => matcher.Matched);
        _kept = all[certain..];
        return all[..certain];
    }

    /// <summary>What was kept back, since nothing follows that could complete a string.</summary>
    public string Rest()
    {
        string rest = Found is null ? _kept : "";
        _kept = "";
        foreach (StopMatcher matcher in _matchers)
        {
            matcher.Reset();
        }

        return rest;
    }

    private string? Longest(char letter)
    {
        string? longest = null;
        foreach (StopMatcher matcher in _matchers)
        {
            if (matcher.Advance(letter) && matcher.Stop.Length > (longest?.Length ?? 0))
            {
                longest = matcher.Stop;
            }
        }

        return longest;
    }
}
