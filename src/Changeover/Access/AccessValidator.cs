using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Document;
using Changeover.Gateway.Snapshot.Validation;

namespace Changeover.Access;

/// <summary>That own rules can be used, and that a header which says where a caller is comes from somebody trusted.</summary>
internal sealed partial class AccessValidator(TimeProvider clock) : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        var access = context.Config.Access;
        if (access.CountryHeader is not null && access.TrustedProxies.Count == 0)
        {
            context.Fault("access.country_header", "Nobody is trusted to set this header, so it would never be believed.", "Name the networks of your proxies under `trusted_proxies`.");
        }

        if (access.Defaults.Owners?.Sum(owner => owner.Percent) > 100)
        {
            context.Fault("access.defaults.owned_by", "The shares add up to more than 100 %.", "Write who owns it in the end, each once.");
        }

        var rules = Read(context, access);
        foreach (var twin in rules.GroupBy(each => each.Rule.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            context.Fault($"{twin.Path}.id", $"There is another rule {Quoting.Quote(twin.Rule.Id)}.", "Give each its own id; the catalogue's are taken.");
        }

        if (context.Faults.Count == 0)
        {
            AccessLint.Warn(context, rules, clock.GetUtcNow());
        }
    }

    private static List<WrittenRule> Read(ValidationContext context, AccessConfig access)
    {
        var sets = AccessDesk.SetsOf(access);
        var rules = new List<WrittenRule>();
        foreach (var entry in access.Catalogue ? AccessCatalogue.Shipped.Rules : [])
        {
            Add(entry, "access.sets", isOwn: false);
        }

        foreach (var (index, entry) in access.Rules.Index())
        {
            var path = ConfigPath.Item("access.rules", index);
            if (entry.Id is { } id && !Id().IsMatch(id))
            {
                context.Fault($"{path}.id", "The id stands in a header, which cannot hold this.", "Use letters, digits, `.`, `_` and `-`.");
            }
            else
            {
                Add(AccessDesk.Named(entry, index), path, isOwn: true);
            }
        }

        return rules;

        void Add(AccessRuleEntry entry, string path, bool isOwn)
        {
            try
            {
                rules.Add(new(AccessRuleReader.Read(entry, sets, isOwn), path));
            }
            catch (FormatException fault)
            {
                context.Fault(path, isOwn ? fault.Message : $"With this list the catalogue's rule {entry.Id} cannot be used. {fault.Message}", $"See docs/access.md for how a rule is written. Lists: {string.Join(", ", sets.Names.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}

/// <summary>A rule and where it is written.</summary>
internal sealed record WrittenRule(AccessRule Rule, string Path);
