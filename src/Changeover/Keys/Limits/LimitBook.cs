using System.Collections.Concurrent;

namespace Changeover.Keys.Limits;

/// <summary>All rules of one snapshot. Which counters a request moves is worked out once per caller and route.</summary>
public sealed class LimitBook(IReadOnlyDictionary<string, LimitRuleConfig> rules)
{
    /// <summary>Name of the rule that a key brings along itself.</summary>
    private const string OfKey = "key";

    private readonly ConcurrentDictionary<(string? Key, string Route), (LimitRuleConfig? Own, CounterDefinition[] Counters)> _known = new();

    /// <summary>No rules.</summary>
    public static LimitBook Empty { get; } = new(new Dictionary<string, LimitRuleConfig>(StringComparer.Ordinal));

    /// <summary>The counters that a request of this caller to this route moves; most have none.</summary>
    public IReadOnlyList<CounterDefinition> For(Caller caller, string route)
    {
        if (rules.Count == 0 && caller.Limits is null)
        {
            return [];
        }

        // A key's own limits may change while the snapshot stays.
        if (!_known.TryGetValue((caller.KeyId, route), out var known) || known.Own != caller.Limits)
        {
            known = (caller.Limits, Find(caller, route));
            _known[(caller.KeyId, route)] = known;
        }

        return known.Counters;
    }

    private CounterDefinition[] Find(Caller caller, string route) =>
    [
        .. rules.Where(rule => Concerns(rule.Value, caller, route)).SelectMany(rule => Counters(rule.Key, rule.Value, caller, route)),
        .. caller.Limits is { } own ? Counters(OfKey, own, caller, route) : [],
    ];

    private static bool Concerns(LimitRuleConfig rule, Caller caller, string route) =>
        Holds(rule.Keys, caller.KeyId) && Holds(rule.Owners, caller.Owner) && Holds(rule.Routes, route);

    private static bool Holds(IReadOnlyList<string>? names, string? name) => names is null || (name is not null && names.Contains(name, StringComparer.Ordinal));

    private static IEnumerable<CounterDefinition> Counters(string name, LimitRuleConfig rule, Caller caller, string route) => rule.Allow.Select(limit => new CounterDefinition
    {
        Id = $"{name}|{limit.Kind}|{Partition(rule.Per, caller, route)}",
        Rule = name,
        Limit = limit,
        Shape = limit.Unit is LimitUnit.Money or LimitUnit.Streams ? LimitShape.Fixed : rule.Shape,
        Unpriced = rule.Unpriced,
        Degraded = rule.Degraded ?? (limit.Unit == LimitUnit.Money ? DegradedRule.Closed : DegradedRule.Local),
        Filter = Filter(rule, caller, route),
    });

    private static string Partition(LimitScope per, Caller caller, string route) => per switch
    {
        LimitScope.Key => $"key={caller.KeyId}",
        LimitScope.Owner => $"owner={caller.Owner}",
        LimitScope.Route => $"route={route}",
        _ => "all",
    };

    private static SpendFilter Filter(LimitRuleConfig rule, Caller caller, string route) => new(
        rule.Per == LimitScope.Key ? [caller.KeyId ?? ""] : rule.Keys,
        rule.Per == LimitScope.Owner ? [caller.Owner ?? ""] : rule.Owners,
        rule.Per == LimitScope.Route ? [route] : rule.Routes);
}
