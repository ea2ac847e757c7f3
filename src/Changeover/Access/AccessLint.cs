using System.Collections;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Validation;

namespace Changeover.Access;

/// <summary>Rules that can never decide, and what the rules leave of the routes.</summary>
internal static class AccessLint
{
    /// <summary>Warns of own rules that concern no target or that another rule goes before, and of targets that callers of whom no more is known than the defaults may not use.</summary>
    public static void Warn(ValidationContext context, IReadOnlyList<WrittenRule> rules, DateTimeOffset now)
    {
        var routes = ConfiguredTargets.Of(context.Config, context.Providers);
        TargetModel[] targets = [.. routes.Values.SelectMany(each => each).Distinct()];
        foreach (var (rule, path) in rules.Where(each => each.Rule.IsOwn))
        {
            if (rule.To <= now)
            {
                context.Warn(path, $"Rule {Quoting.Quote(rule.Id)} is over.", "Remove it, or correct `to`.");
            }
            else if (!Array.Exists(targets, rule.Concerns))
            {
                context.Warn(path, $"Rule {Quoting.Quote(rule.Id)} concerns no target of any route.", "Correct its `providers`, `models` or `upstreams`, or remove it.");
            }
            else if (rule.Entry.Effect != AccessEffect.Note && rules.FirstOrDefault(other => GoesBefore(other.Rule, rule, targets, now)) is { } other)
            {
                context.Warn(path, $"Rule {Quoting.Quote(rule.Id)} never decides: {other.Rule.Id} forbids all that it speaks of.", "Remove it, or narrow the other; what a rule of the catalogue forbids cannot be allowed.");
            }
        }

        var policy = new AccessPolicy(rules.Select(each => each.Rule), targets, context.Config.Access);
        foreach (var (name, inOrder) in routes)
        {
            var path = ConfigPath.Key("routes", name);
            var decisions = Array.ConvertAll(inOrder, target => policy.Decide(context.Config.Access.Defaults, now, target));
            if (decisions.Length > 0 && Array.TrueForAll(decisions, decision => !decision.IsAllowed))
            {
                context.Warn(path, $"Callers of whom no more is known than `access.defaults` may use no target of it: {decisions[0].Rule!.Id} forbids {inOrder[0]}.", "Register keys with what the rule asks for, or add a target that they may use.");
                continue;
            }

            foreach (var (i, decision) in decisions.Index().Where(each => !each.Item.IsAllowed))
            {
                context.Warn(ConfigPath.Item($"{path}.targets", i), $"Callers of whom no more is known than `access.defaults` may not use it: {decision.Rule!.Id} forbids it, also as a fallback.", "`changeover access check` tells what each key may use.");
            }
        }
    }

    /// <summary>Whether a deny takes, from now on, everything that a rule speaks of.</summary>
    private static bool GoesBefore(AccessRule other, AccessRule rule, TargetModel[] targets, DateTimeOffset now) =>
        other != rule
        && other.Entry.Effect == AccessEffect.Deny
        && (rule.Entry.Effect != AccessEffect.Deny || other.From < rule.From || other.Specificity > rule.Specificity || string.CompareOrdinal(other.Id, rule.Id) < 0)
        && (other.From <= rule.From || other.From <= now) && other.To >= rule.To
        && Array.TrueForAll(targets, target => other.Concerns(target) || !rule.Concerns(target))
        && Holds(other.Country, rule.Country) && Holds(other.OrgCountry, rule.OrgCountry)
        && (other.OwnedBy is null || (rule.OwnedBy is not null && Holds(other.OwnedBy, rule.OwnedBy) && other.OwnedAbove <= rule.OwnedAbove))
        && (other.Entry.Audience is null || other.Entry.Audience == rule.Entry.Audience)
        && Holds(other.Entry.Groups, rule.Entry.Groups) && Holds(other.Entry.DataClasses, rule.Entry.DataClasses);

    private static bool Holds(BitArray? all, BitArray? some) => all is null || (some is not null && !new BitArray(all).Not().And(some).HasAnySet());

    private static bool Holds(IReadOnlyList<string> all, IReadOnlyList<string> some) => all.Count == 0 || (some.Count > 0 && some.All(name => all.Contains(name, StringComparer.Ordinal)));
}
