using Changeover.Measure.Pricing;

namespace Changeover.Prices;

/// <summary>Rows that would both price the same call, so that chance would decide.</summary>
internal static class PriceClash
{
    /// <summary>Every such pair.</summary>
    public static IEnumerable<(PriceRow First, PriceRow Second)> Among(IReadOnlyList<PriceRow> rows)
    {
        foreach (var same in rows.GroupBy(row => (row.Provider, Model: row.Model.ToUpperInvariant(), Own: row.Confidence == PriceConfidence.Own, row.Tier, row.Thinking)))
        {
            PriceRow[] members = [.. same];
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    if (Overlap(members[i], members[j]) && Meet(members[i].Clock, members[j].Clock))
                    {
                        yield return (members[i], members[j]);
                    }
                }
            }
        }
    }

    private static bool Overlap(PriceRow one, PriceRow other) => !(one.EffectiveTo <= other.EffectiveFrom) && !(other.EffectiveTo <= one.EffectiveFrom);

    /// <summary>A row with a clock stands before one without. Two clocks meet when they show the same day and hour.</summary>
    private static bool Meet(PriceClock? one, PriceClock? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        return one.Days.Any(day => other.Days.Contains(day)) && one.Hours.Any(span => other.Hours.Any(span.Meets));
    }
}
