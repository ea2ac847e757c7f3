namespace Changeover.Access;

/// <summary>Which rules are in force when: nothing changes between two of its instants.</summary>
internal sealed class RuleTimeline
{
    private readonly long[] _instants;
    private readonly ulong[][] _inForce;

    public RuleTimeline(IReadOnlyList<AccessRule> rules)
    {
        _instants = [.. rules.SelectMany(rule => new[] { rule.From.UtcTicks, rule.To.UtcTicks }).Append(DateTimeOffset.MinValue.UtcTicks).Distinct().Order()];
        _inForce = [.. _instants.Select(instant => RuleBits.Where(rules, rule => rule.InForce(new DateTimeOffset(instant, TimeSpan.Zero))))];
    }

    /// <summary>The rules in force at an instant.</summary>
    public ReadOnlySpan<ulong> InForce(DateTimeOffset at) => _inForce[Place(at)];

    /// <summary>The first change after an instant; null = none.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset after)
    {
        var next = Place(after) + 1;
        return next < _instants.Length && _instants[next] < DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(_instants[next], TimeSpan.Zero) : null;
    }

    private int Place(DateTimeOffset at)
    {
        var found = Array.BinarySearch(_instants, at.UtcTicks);
        return found < 0 ? ~found - 1 : found;
    }
}
