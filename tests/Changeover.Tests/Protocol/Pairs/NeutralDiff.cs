namespace Changeover.Tests.Protocol.Pairs;

/// <summary>What two neutral values do not both say.</summary>
internal static class NeutralDiff
{
    /// <summary>The paths at which they differ: what is gone, what is new, and whether the rest changed its order.</summary>
    public static IReadOnlyList<Difference> Between(IReadOnlyList<Fact> before, IReadOnlyList<Fact> after)
    {
        List<Fact> gone = Without(before, after);
        List<Fact> made = Without(after, before);

        // Where one of a kind is gone, an equal one at another place may stand for it: the order of such a kind is not known.
        string[] unsure = [.. gone.Concat(made).Select(fact => fact.Path)];
        Fact[] kept = [.. Single(before).Where(fact => !unsure.Contains(fact.Path)).Where(Single(after).Contains)];
        Fact[] found = [.. Single(after).Where(kept.Contains)];
        return
        [
            .. gone.Select(fact => new Difference(fact.Path, fact.Value, null)),
            .. made.Select(fact => new Difference(fact.Path, null, fact.Value)),
            .. kept.SequenceEqual(found) ? Array.Empty<Difference>() : [new Difference("order", Text(kept), Text(found))],
        ];
    }

    /// <summary>What is said once, so that its place is known. Options stand in no order; what is said does.</summary>
    private static List<Fact> Single(IReadOnlyList<Fact> facts) => [.. facts.Where(IsSaid).GroupBy(fact => fact).Where(group => group.Count() == 1).Select(group => group.Key)];

    private static bool IsSaid(Fact fact) => RequestFacts.IsSaid(fact.Path) && !fact.Path.Contains(".ext:", StringComparison.Ordinal);

    private static string Text(IEnumerable<Fact> facts) => string.Join(" | ", facts.Select(fact => $"{fact.Path} {fact.Value}"));

    private static List<Fact> Without(IReadOnlyList<Fact> facts, IReadOnlyList<Fact> others)
    {
        var rest = others.GroupBy(fact => fact).ToDictionary(group => group.Key, group => group.Count());
        var left = new List<Fact>();
        foreach (Fact fact in facts)
        {
            if (rest.TryGetValue(fact, out int count) && count > 0)
            {
                rest[fact] = count - 1;
            }
            else
            {
                left.Add(fact);
            }
        }

        return left;
    }
}
