using System.Globalization;
using Changeover.Gateway.Snapshot.Options;
using Changeover.Storage;

namespace Changeover.Drill;

/// <summary>The report for people at a terminal.</summary>
internal static class TerminalReport
{
    public static void Write(DrillReport report, TextWriter output)
    {
        output.WriteLine(Title(report.Plan));
        output.WriteLine();
        var table = new TextTable("", "requests", "failed", "first byte (median, p95)", "tokens in, out", "cost", "answered by");
        foreach (var phase in report.Phases)
        {
            table.Add(Name(phase.Phase), Number(phase.Requests), Number(phase.Failed), FirstByte(phase), $"{phase.InputTokens}, {phase.OutputTokens}", Cost(phase), Counts(phase.AnsweredBy));
        }

        table.Write(output);
        output.WriteLine();
        foreach (var line in Lines(report))
        {
            output.WriteLine(TextTable.Plain(line));
        }

        output.WriteLine();
        output.WriteLine(report.Verdict);
        if (report.Improvement.Lines.Length > 0)
        {
            output.WriteLine("\nWhat would help:\n");
            output.WriteLine(report.Improvement.Lines.TrimEnd());
        }
    }

    /// <summary>What was drilled, in a sentence.</summary>
    public static string Title(DrillPlan plan) =>
        $"{plan.Cut} goes ({plan.Kind.Replace('_', '-')}) after {Quantity.Format(plan.At)}, for {Quantity.Format(plan.For)}, at {plan.Rate.ToString(CultureInfo.InvariantCulture)} requests a second; " +
        (plan.Live ? "the upstreams that remain are the real ones." : "every provider is simulated.");

    /// <summary>Words for a phase.</summary>
    public static string Name(Phase phase) => phase switch { Phase.Before => "before", Phase.Cut => "cut off", _ => "after" };

    /// <summary>Median and 95th percentile.</summary>
    public static string FirstByte(PhaseReport phase) => phase.FirstByteMedianMs is { } median ? $"{median:0} ms, {phase.FirstByteP95Ms:0} ms" : "";

    /// <summary>What a phase cost.</summary>
    public static string Cost(PhaseReport phase) => string.Join(" + ", phase.Cost.Select(pair => $"{pair.Value.ToString("0.######", CultureInfo.InvariantCulture)} {pair.Key}")
        .Concat(phase.Unpriced > 0 ? [$"{phase.Unpriced} unpriced"] : []));

    /// <summary><c>a 3, b 2</c>.</summary>
    public static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>What the table does not say.</summary>
    public static IEnumerable<string> Lines(DrillReport report)
    {
        if (report.Interrupted)
        {
            yield return "It was ended before its time: this is what was seen until then.";
        }

        if (report.AddedAtSwitchMs is { } added)
        {
            yield return $"Added at the switch: {added:0} ms at most.";
        }

        if (report.Failures.Count > 0)
        {
            yield return $"Failures: {Counts(report.Failures)}.";
        }

        if (report.RefusedByLimits > 0)
        {
            yield return $"Refused by limits and budgets: {report.RefusedByLimits}.";
        }

        yield return report.Lost.Count > 0 ? $"Lost in translation: {Counts(report.Lost)}." : "Lost in translation: nothing.";
        foreach (var (name, account) in report.Twins)
        {
            yield return $"The simulated {name} was asked {account.Requests} times and charged {account.InputTokens} + {account.OutputTokens} tokens.";
        }

        foreach (var reason in report.Improvement.Reasons)
        {
            yield return reason;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
