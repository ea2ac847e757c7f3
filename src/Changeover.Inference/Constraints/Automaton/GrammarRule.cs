namespace Changeover.Inference.Constraints.Automaton;

/// <summary>A choice of sequences; it may use itself, but not as its own beginning.</summary>
internal sealed class GrammarRule
{
    private readonly List<GrammarNode?> _alternatives = [];

    /// <summary>The first position of each sequence; null = the empty sequence.</summary>
    public IReadOnlyList<GrammarNode?> Alternatives => _alternatives;

    /// <summary>Adds a sequence to the choice.</summary>
    public GrammarRule Or(params ReadOnlySpan<GrammarPart> sequence)
    {
        GrammarNode? node = null;
        for (var i = sequence.Length - 1; i >= 0; i--)
        {
            node = new GrammarNode(sequence[i], node);
        }

        _alternatives.Add(node);
        return this;
    }

    /// <summary>The part, or nothing.</summary>
    public static GrammarRule Optional(GrammarPart part) => new GrammarRule().Or(part).Or();

    /// <summary>The part, any number of times.</summary>
    public static GrammarRule Star(GrammarPart part)
    {
        var star = new GrammarRule();
        return star.Or(part, star).Or();
    }

    /// <summary>The part, from <paramref name="least"/> to <paramref name="most"/> times; null = without bound.</summary>
    public static GrammarRule Repeat(GrammarPart part, int least, int? most)
    {
        var rest = most is null ? Star(part) : new GrammarRule().Or();
        for (var taken = most ?? least; taken > 0; taken--)
        {
            var rule = new GrammarRule().Or(part, rest);
            rest = taken > least ? rule.Or() : rule;
        }

        return rest;
    }
}
