using Changeover.Gateway.Snapshot;

namespace Changeover.Access;

/// <summary>The rules that concern one target, by what they do to it.</summary>
internal sealed class RulesOfTarget
{
    private readonly FilingEntry[] _filings;

    public RulesOfTarget(TargetModel target, IReadOnlyList<AccessRule> rules, IEnumerable<FilingEntry> filings)
    {
        _filings = [.. filings.Where(filing => AccessRule.Fits(filing.Upstreams, target.Upstream.Name) && AccessRule.Fits(filing.Models, target.RequestModel))];
        var concerns = rules.ToDictionary(rule => rule, rule => rule.Concerns(target));
        Forbidding = Where(rule => rule.Entry.Effect == AccessEffect.Deny || (rule.Entry.Require is { } required && !Meets(target, required)));
        OwnAllowing = Where(rule => rule.IsOwn && rule.Entry.Effect == AccessEffect.Allow);
        ShippedAllowing = Where(rule => !rule.IsOwn && rule.Entry.Effect == AccessEffect.Allow);
        Speaking = Where(rule => rule.Entry.Effect is AccessEffect.Allow or AccessEffect.Require);
        NoStore = Where(rule => rule.Entry.Require is { NoStore: true });
        Filed = Where(rule => rule.Entry.Require is { Filing: not null });

        ulong[] Where(Func<AccessRule, bool> fits) => RuleBits.Where(rules, rule => concerns[rule] && fits(rule));
    }

    /// <summary>Denies, and requirements that the target does not meet.</summary>
    public ulong[] Forbidding { get; }

    /// <summary>The operator's rules of allow.</summary>
    public ulong[] OwnAllowing { get; }

    /// <summary>The catalogue's rules of allow.</summary>
    public ulong[] ShippedAllowing { get; }

    /// <summary>Rules that name themselves where the target is allowed.</summary>
    public ulong[] Speaking { get; }

    /// <summary>Requirements that nothing is kept.</summary>
    public ulong[] NoStore { get; }

    /// <summary>Requirements of a filing.</summary>
    public ulong[] Filed { get; }

    /// <summary>The target's filing in a register; null = it has none.</summary>
    public FilingEntry? FilingFor(string register) => Array.Find(_filings, filing => filing.Register == register);

    private bool Meets(TargetModel target, AccessRequirement required) =>
        (required.Filing is null || FilingFor(required.Filing) is not null)
        && (required.Regions.Count == 0 || (target.Upstream.Config.Region is { } region && AccessRule.Fits(required.Regions, region)));
}
