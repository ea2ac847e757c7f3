using Changeover.Inference.Constraints.Automaton;

namespace Changeover.Inference.Constraints.Schema;

/// <summary>Arrays: fixed first items, then more of one kind.</summary>
internal static class ArrayGrammar
{
    /// <param name="prefix">Items that always come, in order.</param>
    /// <param name="item">What follows them; null = nothing.</param>
    /// <param name="least">How many of <paramref name="item"/> at least.</param>
    /// <param name="most">How many at most; null = without bound.</param>
    public static GrammarRule Of(IReadOnlyList<GrammarRule> prefix, GrammarRule? item, int least, int? most)
    {
        var parts = new List<GrammarPart> { JsonPunctuation.OpenArray };
        for (var i = 0; i < prefix.Count; i++)
        {
            parts.AddRange(i == 0 ? [prefix[i]] : [JsonPunctuation.Comma, prefix[i]]);
        }

        if (item is not null && most is not 0)
        {
            parts.Add(prefix.Count > 0 ? GrammarRule.Repeat(Behind(item), least, most) : Items(item, least, most));
        }

        return new GrammarRule().Or([.. parts, JsonPunctuation.CloseArray]);
    }

    private static GrammarRule Items(GrammarRule item, int least, int? most)
    {
        var items = new GrammarRule().Or(item, GrammarRule.Repeat(Behind(item), Math.Max(0, least - 1), most - 1));
        return least == 0 ? items.Or() : items;
    }

    private static GrammarRule Behind(GrammarRule item) => new GrammarRule().Or(JsonPunctuation.Comma, item);
}
