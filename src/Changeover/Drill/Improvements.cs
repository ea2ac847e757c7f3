using System.Text;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Snapshot.Options;
using Changeover.Providers;
using Changeover.Protocol.Chat;

namespace Changeover.Drill;

/// <summary>Finds the lines that would make a configuration hold.</summary>
internal static class Improvements
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(5);

    /// <summary>Longer than this to the first byte, and people notice.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(3);

    /// <summary>Of a drill's readings.</summary>
    public static Improvement Of(ChangeoverConfig config, DrillPlan plan, IReadOnlyList<Reading> readings)
    {
        var struck = readings.Where(reading => plan.PhaseAt(reading.Offset) == Phase.Cut).ToList();
        var alone = struck.Where(reading => reading.Failure is not null).Select(reading => reading.Route).Distinct(StringComparer.Ordinal)
            .Where(route => config.Routes[route].Targets.All(target => target.Upstream == plan.Cut)).Order(StringComparer.Ordinal).ToList();
        var isSlow = config.Upstreams[plan.Cut].Timeouts.FirstContent > Patient
            && struck.Exists(reading => reading.Failure?.StartsWith("no whole answer", StringComparison.Ordinal) == true || reading.FirstByte > Noticed);

        var (reasons, lines) = (new List<string>(), new StringBuilder());
        var (spare, isNew) = Spare(config, plan.Cut);
        if (isSlow || (alone.Count > 0 && isNew))
        {
            lines.Append("upstreams:\n");
        }

        if (isSlow)
        {
            reasons.Add($"A silent {plan.Cut} is waited for {Quantity.Format(config.Upstreams[plan.Cut].Timeouts.FirstContent)} before the next target is asked.");
            lines.Append($"  {plan.Cut}:\n    timeouts:\n      first_content: {Quantity.Format(Patient)}\n");
        }

        if (alone.Count == 0)
        {
            return new Improvement(reasons, lines.ToString());
        }

        reasons.Add($"{string.Join(", ", alone)}: every target is at {plan.Cut}, so nobody is left to answer.");
        if (isNew)
        {
            reasons.Add("No other upstream is configured: the embedded demo model takes its place below. A second provider of yours serves people better.");
            lines.Append($"  {spare.Upstream}:\n    provider: {BuiltInConfig.EmbeddedProvider}\n");
        }

        lines.Append("routes:\n");
        foreach (var route in alone)
        {
            lines.Append($"  {route}:\n    targets:\n");
            foreach (var target in config.Routes[route].Targets.Append(spare))
            {
                lines.Append(target.Weight == 1 ? $"      - {target}\n" : $"      - {{target: {target}, weight: {target.Weight}}}\n");
            }
        }

        return new Improvement(reasons, lines.ToString());
    }

    /// <summary>The target that other routes use most, else the embedded demo model; whether its upstream must be added.</summary>
    private static (TargetConfig Target, bool IsNew) Spare(ChangeoverConfig config, string cut)
    {
        var other = config.Routes.Values.SelectMany(route => route.Targets).Where(target => target.Upstream != cut)
            .CountBy(target => target with { Weight = 1 }).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault();
        if (other is not null)
        {
            return (other, IsNew: false);
        }

        var embedded = config.Upstreams.Where(pair => ProviderRegistry.ByName[pair.Value.Provider].Dialect == Dialect.InProcess).Select(pair => pair.Key).FirstOrDefault();
        return (new TargetConfig(embedded ?? (config.Upstreams.ContainsKey("embedded") ? "embedded-demo" : "embedded"), "demo"), IsNew: embedded is null);
    }
}
