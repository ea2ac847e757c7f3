using System.Collections.Frozen;
using System.Collections.Immutable;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>
/// The rules under one snapshot. A deny that fits forbids, and so does a requirement that the target does not meet; a target with rules of allow is for
/// those whom one of them names, in the catalogue and among one's own alike; what no rule speaks of is allowed. Of several rules the most specific is named.
/// </summary>
internal sealed class AccessPolicy : IAccessPolicy
{
    private readonly ImmutableArray<AccessRule> _rules;
    private readonly CallerIndex _callers;
    private readonly RuleTimeline _timeline;
    private readonly ulong[] _fitsUnknown;
    private readonly FrozenDictionary<TargetModel, int> _places;
    private readonly RulesOfTarget[] _targets;

    /// <param name="rules">All rules.</param>
    /// <param name="targets">All targets.</param>
    /// <param name="config">For filings, and for what holds where something is unknown.</param>
    public AccessPolicy(IEnumerable<AccessRule> rules, IEnumerable<TargetModel> targets, AccessConfig config)
    {
        _rules = [.. rules.OrderBy(rule => rule.Entry.Effect).ThenByDescending(rule => rule.Specificity).ThenByDescending(rule => rule.IsOwn).ThenByDescending(rule => rule.From).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
        _callers = new CallerIndex(_rules);
        _timeline = new RuleTimeline(_rules);
        _fitsUnknown = RuleBits.Where(_rules, rule => (rule.Entry.Effect == AccessEffect.Allow) == (config.Unknown == UnknownAnswer.ByRule && rule.Entry.Unknown == AccessUnknown.Allow));
        TargetModel[] all = [.. targets];
        _targets = [.. all.Select(target => new RulesOfTarget(target, _rules, config.Filings))];
        _places = all.Index().ToFrozenDictionary(each => each.Item, each => each.Index);
    }

    /// <summary>All rules, those that go before first.</summary>
    public ImmutableArray<AccessRule> Rules => _rules;

    /// <inheritdoc />
    public int PlaceOf(TargetModel target) => _places[target];

    /// <inheritdoc />
    public DateTimeOffset? NextChange(DateTimeOffset after) => _timeline.NextChange(after);

    /// <summary>Decides for one target.</summary>
    public AccessDecision Decide(CallerAttributes caller, DateTimeOffset at, TargetModel target)
    {
        Span<AccessDecision> decision = [default];
        Decide(caller, at, [PlaceOf(target)], decision);
        return decision[0];
    }

    /// <inheritdoc />
    public void Decide(CallerAttributes caller, DateTimeOffset at, ReadOnlySpan<int> places, Span<AccessDecision> decisions)
    {
        var words = RuleBits.Words(_rules.Length);
        var inForce = _timeline.InForce(at);
        Span<ulong> certain = stackalloc ulong[words];
        Span<ulong> possible = stackalloc ulong[words];
        Span<ulong> fits = stackalloc ulong[words];
        inForce.CopyTo(certain);
        inForce.CopyTo(possible);
        _callers.Narrow(caller, certain, possible);
        for (var i = 0; i < words; i++)
        {
            fits[i] = certain[i] | (possible[i] & _fitsUnknown[i]);
        }

        for (var i = 0; i < places.Length; i++)
        {
            decisions[i] = Decide(_targets[places[i]], inForce, certain, possible, fits);
        }
    }

    private AccessDecision Decide(RulesOfTarget target, ReadOnlySpan<ulong> inForce, ReadOnlySpan<ulong> certain, ReadOnlySpan<ulong> possible, ReadOnlySpan<ulong> fits)
    {
        if (RuleBits.First(fits, target.Forbidding) is var forbids and >= 0)
        {
            return new(false, _rules[forbids].Entry) { ByDefault = !RuleBits.Has(certain, forbids) };
        }

        if (NotListed(target.OwnAllowing, inForce, fits) is var own and >= 0)
        {
            return new(false, _rules[own].Entry) { ByDefault = RuleBits.First(possible, target.OwnAllowing) >= 0 };
        }

        if (NotListed(target.ShippedAllowing, inForce, fits) is var shipped and >= 0)
        {
            return new(false, _rules[shipped].Entry) { ByDefault = RuleBits.First(possible, target.ShippedAllowing) >= 0 };
        }

        var names = RuleBits.First(fits, target.Speaking);
        return names < 0 ? AccessDecision.Open : new(true, _rules[names].Entry)
        {
            ByDefault = !RuleBits.Has(certain, names),
            NoStore = RuleBits.First(fits, target.NoStore) >= 0,
            Filing = RuleBits.First(fits, target.Filed) is var filed and >= 0 ? target.FilingFor(_rules[filed].Entry.Require!.Filing!) : null,
        };
    }

    /// <summary>The rule of allow in force that does not name the caller, where none does; -1 = one does, or there is none.</summary>
    private static int NotListed(ReadOnlySpan<ulong> allowing, ReadOnlySpan<ulong> inForce, ReadOnlySpan<ulong> fits) =>
        RuleBits.First(fits, allowing) >= 0 ? -1 : RuleBits.First(inForce, allowing);
}
