using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Access;

/// <summary>Turns a written rule into one that can be decided by.</summary>
internal static class AccessRuleReader
{
    /// <summary>The rule.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static AccessRule Read(AccessRuleEntry entry, CountrySets sets, bool isOwn)
    {
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(entry.Zone, out var zone), $"This machine knows no time zone {Quoting.Quote(entry.Zone)}.");
        var from = entry.From is { } first ? ZoneClock.FirstInstantOf(first, zone!) : DateTimeOffset.MinValue;
        var to = entry.To is { } end ? ZoneClock.FirstInstantOf(end, zone!) : DateTimeOffset.MaxValue;
        Require(from < to, "It ends before it begins.");
        Require(entry.Reason.Length > 0, "It gives no reason.");
        var asksForSomething = entry.Require is { } required && (required.Filing is not null || required.Regions.Count > 0 || required.NoStore);
        Require(asksForSomething == (entry.Effect == AccessEffect.Require), entry.Effect == AccessEffect.Require ? "It requires nothing: write what under `require:`." : "Only `effect: require` requires something.");
        Require(entry.OwnedAbove is null || entry.OwnedBy.Count + entry.OwnedByNot.Count > 0, "`owned_above` without `owned_by` says nothing.");
        var rule = new AccessRule
        {
            Entry = entry with { Confidence = entry.Confidence ?? AccessConfidence.Own },
            IsOwn = isOwn,
            From = from,
            To = to,
            Country = sets.Of(entry.Country, entry.CountryNot),
            OrgCountry = sets.Of(entry.OrgCountry, entry.OrgCountryNot),
            OwnedBy = sets.Of(entry.OwnedBy, entry.OwnedByNot),
        };
        foreach (var countries in new[] { rule.Country, rule.OrgCountry, rule.OwnedBy })
        {
            Require(countries?.HasAnySet() != false, "No country fits what it asks for.");
        }

        return rule;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new FormatException(message);
        }
    }
}
