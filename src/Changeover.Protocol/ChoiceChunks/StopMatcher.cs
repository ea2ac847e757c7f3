namespace Changeover.Protocol.ChoiceChunks;

/// <summary>Looks for one string in a text that arrives letter by letter (Knuth, Morris and Pratt 1977: constant time per letter on average, whatever the string).</summary>
internal sealed class StopMatcher(string stop)
{
    private readonly int[] _fallback = Fallbacks(stop);

    public string Stop => stop;

    /// <summary>How much of the string's beginning the text ends with.</summary>
    public int Matched { get; private set; }

    /// <summary>Whether the whole string stands at the end of the text, this letter included.</summary>
    public bool Advance(char letter)
    {
        while (Matched > 0 && stop[Matched] != letter)
        {
            Matched = _fallback[Matched - 1];
        }

        Matched += stop[Matched] == letter ? 1 : 0;
        return Matched == stop.Length;
    }

    public void Reset() => Matched = 0;

    /// <summary>For each beginning of the string, the longest shorter beginning that it ends with.</summary>
    private static int[] Fallbacks(string stop)
    {
        int[] fallback = new int[stop.Length];
        int matched = 0;
        for (int i = 1; i < stop.Length; i++)
        {
            while (matched > 0 && stop[matched] != stop[i])
            {
                matched = fallback[matched - 1];
            }

            matched += stop[matched] == stop[i] ? 1 : 0;
            fallback[i] = matched;
        }

        return fallback;
    }
}
