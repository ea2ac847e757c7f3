namespace Changeover.Inference.Constraints.Text;

/// <summary>A set of Unicode code points as sorted, separate ranges; surrogates never belong.</summary>
internal sealed class CharacterSet
{
    public const int Last = 0x10FFFF;

    public static readonly CharacterSet All = new([(0, 0xD7FF), (0xE000, Last)]);

    private CharacterSet(IReadOnlyList<(int First, int Last)> ranges) => Ranges = ranges;

    public IReadOnlyList<(int First, int Last)> Ranges { get; }

    public bool IsEmpty => Ranges.Count == 0;

    public static CharacterSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.Where(range => range.First <= range.Last).OrderBy(range => range.First))
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CharacterSet(merged);
    }

    public static CharacterSet Single(int codePoint) => new([(codePoint, codePoint)]);

    public CharacterSet Union(CharacterSet other) => Of([.. Ranges, .. other.Ranges]);

    public CharacterSet Intersect(CharacterSet other) => Of(
        from mine in Ranges
        from theirs in other.Ranges
        select (Math.Max(mine.First, theirs.First), Math.Min(mine.Last, theirs.Last)));

    public CharacterSet Except(CharacterSet other)
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in other.Ranges)
        {
            gaps.Add((next, first - 1));
            next = last + 1;
        }

        gaps.Add((next, Last));
        return Intersect(Of(gaps));
    }
}
