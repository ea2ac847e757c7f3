using System.Globalization;
using Changeover.Gateway.Snapshot;

namespace Changeover.Drill;

/// <summary>A kind of its own: nothing breaks, but a rule of access comes into force, is known beforehand, and forbids the upstream until the cut ends.</summary>
/// <param name="FirstRequest">When the traffic begins, so that the rule's instants can be named before the gateway starts.</param>
internal sealed record DatedRule(DateTimeOffset FirstRequest)
{
    /// <summary>Its name among the kinds.</summary>
    public const string Kind = "dated_rule";

    /// <summary>Longer than a gateway takes to start and to be warmed up.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    /// <summary>The rule of a plan; null = the plan asks for none.</summary>
    public static DatedRule? Of(DrillPlan plan, DateTimeOffset now) => plan.Kind == Kind ? new(now + Lead) : null;

    /// <summary>The variables that add it behind the configuration's own rules.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment(ChangeoverConfig config, DrillPlan plan)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"CHANGEOVER__ACCESS__RULES__{config.Access.Rules.Count}__");
        return
        [
            new(rule + "ID", "drill"),
            new(rule + "EFFECT", "deny"),
            new(rule + "UPSTREAMS__0", plan.Cut),
            new(rule + "FROM", Clock(FirstRequest + plan.At)),
            new(rule + "TO", Clock(FirstRequest + plan.At + plan.For)),
            new(rule + "REASON", "The drill forbids it for a while."),
        ];
    }

    /// <summary>Waits until the traffic is to begin.</summary>
    public Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        var left = FirstRequest - time.GetUtcNow();
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellation) : Task.CompletedTask;
    }

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
