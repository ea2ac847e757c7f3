using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Access.Observations;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.Access;

/// <summary>Rules and decisions for people, and as JSON.</summary>
internal static class AccessListing
{
    /// <summary>Rules, one per line.</summary>
    public static TextTable Table(IEnumerable<AccessRule> rules)
    {
        var table = new TextTable("ID", "EFFECT", "TARGETS", "CALLERS", "FROM", "TO", "CONFIDENCE");
        foreach (var rule in rules)
        {
            table.Add(rule.Id, Word(rule.Entry.Effect), Targets(rule.Entry), Callers(rule.Entry), Instant(rule.From), Instant(rule.To), Word(rule.Entry.Confidence!.Value));
        }

        return table;
    }

    /// <summary>What each key may use: where no rule speaks, nothing stands in the last columns.</summary>
    public static TextTable Table(IEnumerable<AccessCheck> checks)
    {
        var table = new TextTable("KEY", "OWNER", "ROUTE", "TARGET", "VERDICT", "RULE", "CONFIDENCE", "BECAUSE");
        foreach (var check in checks)
        {
            var decision = check.Decision;
            table.Add(check.Holder.KeyId ?? "none", check.Holder.Owner, check.Route, check.Target, Verdict(decision), decision.Rule?.Id, decision.Rule is { } rule ? Word(rule.Confidence!.Value) : null, decision.ByDefault ? "not known" : null);
        }

        return table;
    }

    /// <summary>Blocks that were seen.</summary>
    public static TextTable Table(IEnumerable<ObservedBlock> blocks)
    {
        var table = new TextTable("UPSTREAM", "PROVIDER", "CALLERS IN", "FROM HOST", "CODE", "SEEN", "FIRST", "LAST", "RULES SAY", "RULE");
        foreach (var (seen, decision) in blocks)
        {
            table.Add(
                seen.Upstream, seen.Provider, seen.Country.Length > 0 ? seen.Country : "unknown", seen.Host, seen.Code, seen.Seen.ToString(CultureInfo.InvariantCulture), Instant(seen.FirstSeenAt), Instant(seen.LastSeenAt),
                decision is { } said ? said.IsAllowed ? "allowed: they disagree" : "denied" : "not configured", decision?.Rule?.Id);
        }

        return table;
    }

    /// <summary>One rule, in sentences.</summary>
    public static string Text(AccessRule rule) => string.Join('\n', new[]
    {
        $"{rule.Id}: {Word(rule.Entry.Effect)} {Targets(rule.Entry)} for {Callers(rule.Entry)}",
        $"From {Instant(rule.From) ?? "always"} to {Instant(rule.To) ?? "open"} (clock: {rule.Entry.Zone})",
        rule.Entry.Require is { } required ? $"Requires {Required(required)}" : null,
        $"Where something is not known: {Word(rule.Entry.Unknown)}",
        rule.Entry.Reason,
        $"Source: {rule.Entry.Source ?? "the configuration"}, {Word(rule.Entry.Confidence!.Value)}{(rule.Entry.SeenOn is { } day ? $", seen on {day:yyyy-MM-dd}" : "")}",
        rule.Entry.Note,
    }.OfType<string>());

    /// <summary>One rule, as the catalogue writes it, with its instants.</summary>
    public static JsonObject Json(AccessRule rule)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(rule.Entry, AccessJson.Default.AccessRuleEntry)!;
        json["effect"] = Word(rule.Entry.Effect);
        json["own"] = rule.IsOwn;
        json["in_force_from"] = Instant(rule.From);
        json["in_force_to"] = Instant(rule.To);
        return json;
    }

    /// <summary>What holds for a key at a target.</summary>
    public static JsonObject Json(AccessCheck check)
    {
        var json = new JsonObject { ["key"] = check.Holder.KeyId, ["owner"] = check.Holder.Owner, ["route"] = check.Route, ["target"] = check.Target };
        Add(json, check.Decision);
        return json;
    }

    /// <summary>A block that was seen.</summary>
    public static JsonObject Json(ObservedBlock block)
    {
        var seen = block.Seen;
        var json = new JsonObject
        {
            ["upstream"] = seen.Upstream, ["provider"] = seen.Provider, ["country"] = seen.Country.Length > 0 ? seen.Country : null, ["host"] = seen.Host, ["code"] = seen.Code,
            ["seen"] = seen.Seen, ["first_seen_at"] = Instant(seen.FirstSeenAt), ["last_seen_at"] = Instant(seen.LastSeenAt), ["disagrees"] = block.Disagrees,
        };
        if (block.Decision is { } decision)
        {
            Add(json, decision);
        }

        return json;
    }

    private static void Add(JsonObject json, AccessDecision decision)
    {
        json["allowed"] = decision.IsAllowed;
        json["rule"] = decision.Rule?.Id;
        json["by_default"] = decision.ByDefault;
        json["reason"] = decision.Rule?.Reason;
        json["source"] = decision.Rule?.Source;
        json["confidence"] = decision.Rule is { } rule ? Word(rule.Confidence!.Value) : null;
    }

    private static string Verdict(AccessDecision decision) => decision switch
    {
        { IsAllowed: false } => "denied",
        { NoStore: true } => "allowed, nothing kept",
        _ => "allowed",
    };

    private static string Targets(AccessRuleEntry entry) => Joined(
        "every target", (entry.Providers, "provider"), (entry.Models, "model"), (entry.Upstreams, "upstream"));

    private static string Callers(AccessRuleEntry entry) => Joined(
        "everybody",
        (entry.Country, "in"), (entry.CountryNot, "not in"), (entry.OrgCountry, "seat"), (entry.OrgCountryNot, "seat not"), (entry.OwnedBy, Owned(entry, "by")), (entry.OwnedByNot, Owned(entry, "not by")),
        (entry.Audience is { } audience ? [Word(audience)] : [], "audience"), (entry.Groups, "group"), (entry.DataClasses, "data"));

    private static string Owned(AccessRuleEntry entry, string by) => string.Create(CultureInfo.InvariantCulture, $"over {entry.OwnedAbove ?? 50} % owned {by}");

    private static string Required(AccessRequirement required) => Joined(
        "nothing", (required.Filing is { } filing ? [filing] : [], "filing in"), (required.Regions, "region"), (required.NoStore ? ["kept"] : [], "nothing is"));

    private static string Joined(string none, params ReadOnlySpan<(IReadOnlyList<string> Names, string What)> parts)
    {
        var text = new List<string>();
        foreach (var (names, what) in parts)
        {
            if (names.Count > 0)
            {
                text.Add($"{what} {string.Join("|", names)}");
            }
        }

        return text.Count > 0 ? string.Join(", ", text) : none;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string? Instant(DateTimeOffset at) =>
        at == DateTimeOffset.MinValue || at == DateTimeOffset.MaxValue ? null : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
