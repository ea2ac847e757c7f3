using Changeover.Gateway;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;

namespace Changeover.Drill;

/// <summary>Draws the report's conclusions from the readings of the clients, the records of the gateway and the accounts of the twins.</summary>
internal static class Judge
{
    private static readonly TimeSpan Switch = TimeSpan.FromSeconds(2);

    /// <summary>Codes with which the gateway itself refuses what a limit has no room for.</summary>
    private static readonly string[] LimitCodes = [ErrorCodes.RateLimitExceeded.Code, ErrorCodes.LimitReached.Code, "budget_exhausted"];

    public static DrillReport Report(
        ChangeoverConfig config, DrillPlan plan, DateTimeOffset startedAt, IReadOnlyList<Reading> readings, IReadOnlyList<RequestRecord> records, IReadOnlyDictionary<string, Account> twins, bool interrupted)
    {
        var phases = Enum.GetValues<Phase>()
            .Select(phase => PhaseOf(phase, [.. readings.Where(reading => plan.PhaseAt(reading.Offset) == phase)], [.. records.Where(record => plan.PhaseAt(record.StartedAt - startedAt) == phase)]))
            .ToList();
        var failures = Count(readings.Select(reading => reading.Failure));
        var failed = failures.Values.Sum();
        return new DrillReport
        {
            StartedAt = startedAt,
            Plan = plan,
            Interrupted = interrupted,
            Requests = readings.Count,
            Failed = failed,
            Verdict = Verdict(plan, readings.Count, failed, phases[(int)Phase.Cut]),
            Phases = phases,
            AddedAtSwitchMs = AddedAtSwitch(plan, readings, phases[(int)Phase.Before].FirstByteMedianMs),
            Failures = failures,
            RefusedByLimits = failures.Where(pair => LimitCodes.Any(code => pair.Key.EndsWith(code, StringComparison.Ordinal))).Sum(pair => pair.Value),
            Lost = Count(readings.Where(reading => reading.Failure is null).SelectMany(reading => reading.Loss?.Split(", ") ?? [])),
            Twins = twins,
            Improvement = Improvements.Of(config, plan, readings),
            Readings = [.. readings.OrderBy(reading => reading.Offset)],
        };
    }

    private static string Verdict(DrillPlan plan, int requests, int failed, PhaseReport cut) => (requests, failed, cut.Failed) switch
    {
        (0, _, _) => "Nothing was asked, so nothing is known.",
        (_, 0, _) when cut.Requests == 0 => $"No request failed, but it ended before {plan.Cut} was cut off.",
        (_, 0, _) => $"Nobody noticed that {plan.Cut} was gone: every one of {cut.Requests} requests was answered.",
        (_, _, 0) => $"{failed} of {requests} requests failed, none of them while {plan.Cut} was gone.",
        _ => $"People noticed: {cut.Failed} of {cut.Requests} requests failed while {plan.Cut} was gone.",
    };

    private static PhaseReport PhaseOf(Phase phase, List<Reading> readings, List<RequestRecord> records)
    {
        var firstBytes = readings.Where(reading => reading.Failure is null).Select(reading => reading.FirstByte!.Value.TotalMilliseconds).Order().ToList();
        return new PhaseReport
        {
            Phase = phase,
            Requests = readings.Count,
            Failed = readings.Count(reading => reading.Failure is not null),
            FirstByteMedianMs = Quantile(firstBytes, 0.5),
            FirstByteP95Ms = Quantile(firstBytes, 0.95),
            AnsweredBy = Count(readings.Where(reading => reading.Failure is null).Select(reading => reading.Target)),
            InputTokens = records.Sum(record => record.Usage?.Input ?? 0),
            OutputTokens = records.Sum(record => record.Usage?.Output ?? 0),
            Cost = records.Select(record => record.Cost).Where(cost => cost?.Amount is not null).GroupBy(cost => cost!.Currency!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(cost => cost!.Amount!.Value), StringComparer.Ordinal),
            Unpriced = records.Count(record => record.Cost is { Amount: null }),
        };
    }

    private static double? AddedAtSwitch(DrillPlan plan, IReadOnlyList<Reading> readings, double? before)
    {
        var slowest = readings.Where(reading => reading.Failure is null && reading.Offset >= plan.At && reading.Offset < plan.At + Switch).Max(reading => reading.FirstByte?.TotalMilliseconds);
        return slowest - before is { } added ? Math.Max(0, Math.Round(added, 1)) : null;
    }

    private static double? Quantile(List<double> sorted, double share) => sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Count) - 1], 1);

    private static Dictionary<string, int> Count(IEnumerable<string?> words) => words.OfType<string>().CountBy(word => word)
        .OrderByDescending(pair => pair.Value).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
