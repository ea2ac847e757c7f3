using System.Globalization;
using System.Text;
using Changeover.Bench.Figures;

namespace Changeover.Bench.Results;

/// <summary>The results as a page: demands and what was reached, then every reading.</summary>
internal static class Report
{
    /// <summary>The page, in Markdown.</summary>
    public static string Of(BenchResults results, IReadOnlyList<IFigure> figures, string title, string subjects)
    {
        var page = new StringBuilder();
        WriteHead(page, results.Machine, title, subjects);
        foreach (var (figure, run) in figures.Join(results.Figures, figure => figure.Name, run => run.Figure, (figure, run) => (figure, run)))
        {
            foreach (var conclusion in figure.Conclude(new Readings(run.Readings)))
            {
                Write(page, conclusion);
            }
        }

        foreach (var run in results.Figures)
        {
            Write(page, run);
        }

        return page.ToString();
    }

    private static void WriteHead(StringBuilder page, Machine machine, string title, string subjects) => page.AppendLine("# " + title).AppendLine().AppendLine($"""
        {machine.Processor}, {machine.Cores} cores shared by load generator, proxy and upstream; {machine.System}; {machine.Runtime}. All on loopback, HTTP/1.1.
        The gateway is the real executable with everything on: key check, route, breaker, record, metrics. {subjects}
        Subjects take turns in every round; a ratio is of two readings of the same round. "Reached" is the median over the rounds, with the order-statistic interval and the probability that it holds the true median.

        | what | must reach | reached | N | interval | |
        |---|---|---|---|---|---|
        """);

    /// <summary>A demand as a row: what, must reach, reached, N, interval, verdict.</summary>
    public static void Write(StringBuilder page, Conclusion conclusion)
    {
        var (value, low, high, coverage, n) = conclusion.Reached;
        string Text(double number) => string.Format(CultureInfo.InvariantCulture, conclusion.Format, number);
        page.AppendLine($"| {conclusion.What} | {conclusion.Demand} | **{Text(value)}** | {n} | {Text(low)} – {Text(high)} ({coverage:P0}) | {(conclusion.Met ? "met" : "**missed**")} |");
    }

    /// <summary>All readings of a figure, with their medians.</summary>
    public static void Write(StringBuilder page, FigureRun run)
    {
        page.AppendLine().AppendLine($"## {run.Figure}").AppendLine();
        page.AppendLine($"{run.Started:yyyy-MM-dd HH:mm} UTC, {run.Minutes:F1} minutes; load average before: {run.LoadBefore:F2}; processors busy with something else meanwhile: {run.BusyElsewhere:F2}.").AppendLine();
        page.AppendLine("| quantity | subject | median | readings, in the order of the rounds |").AppendLine("|---|---|---|---|");
        foreach (var group in run.Readings.GroupBy(reading => (reading.Quantity, reading.Unit, reading.Subject)))
        {
            double[] values = [.. group.OrderBy(reading => reading.Round).Select(reading => reading.Value)];
            page.AppendLine($"| {group.Key.Quantity}, {group.Key.Unit} | {group.Key.Subject} | {Number(Measure.Statistics.Median.Of(values))} | {string.Join(" · ", values.Select(Number))} |");
        }
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);
}
