using System.Collections;
using Changeover.Access;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;

namespace Changeover.Tests.Access;

/// <summary>The meaning of rules, read one by one without any index: true, false, or null where something is not known.</summary>
internal static class PlainReading
{
    public static bool Allows(IEnumerable<AccessRule> rules, CallerAttributes caller, DateTimeOffset at, TargetModel target)
    {
        AccessRule[] speaking = [.. rules.Where(rule => rule.InForce(at) && rule.Concerns(target))];
        var denied = speaking.Any(rule => rule.Entry.Effect == AccessEffect.Deny && (Fits(rule, caller) ?? rule.Entry.Unknown == AccessUnknown.Deny));
        var unmet = speaking.Any(rule => rule.Entry.Require is { } required && (Fits(rule, caller) ?? rule.Entry.Unknown == AccessUnknown.Deny)
            && (target.Upstream.Config.Region is not { } region || !required.Regions.Any(each => each == "*" || each == region)));
        AccessRule[] lists = [.. speaking.Where(rule => rule.Entry.Effect == AccessEffect.Allow)];
        var listed = lists.Length == 0 || lists.Any(rule => Fits(rule, caller) ?? rule.Entry.Unknown == AccessUnknown.Allow);
        return !denied && !unmet && listed;
    }

    private static bool? Fits(AccessRule rule, CallerAttributes caller)
    {
        bool?[] answers =
        [
            Among(rule.Country, caller.Country),
            Among(rule.OrgCountry, caller.OrgCountry),
            Owned(rule, caller.Owners),
            rule.Entry.Audience is null ? true : caller.Audience is null ? null : caller.Audience == rule.Entry.Audience,
            Named(rule.Entry.Groups, caller.Group),
            Named(rule.Entry.DataClasses, caller.DataClass),
        ];
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;
    }

    private static bool? Among(BitArray? countries, string? country) => countries is null ? true : country is null ? null : countries[CountryCode.Place(country)];

    private static bool? Named(IReadOnlyList<string> names, string? name) => names.Count == 0 ? true : name is null ? null : names.Contains(name);

    private static bool? Owned(AccessRule rule, IReadOnlyList<OwnerShare>? owners)
    {
        if (rule.OwnedBy is not { } countries || owners is null)
        {
            return rule.OwnedBy is null ? true : null;
        }

        var held = owners.Where(owner => countries[CountryCode.Place(owner.Country)]).Sum(owner => owner.Percent);
        return held > rule.OwnedAbove ? true : held + 100 - owners.Sum(owner => owner.Percent) <= rule.OwnedAbove ? false : null;
    }
}
