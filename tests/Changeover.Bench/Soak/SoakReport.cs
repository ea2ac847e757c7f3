using System.Globalization;
using System.Text;
using Changeover.Bench.Results;

namespace Changeover.Bench.Soak;

/// <summary>What came out, as a page.</summary>
internal sealed class SoakReport(
    SoakPlan plan, Machine machine, DateTimeOffset started, double load, SoakClients clients, SoakChaos chaos, SoakMemory memory, SoakAccount account)
{
    private readonly SoakReading[] _readings = [.. clients.Readings];

    /// <summary>No record lost or doubled, no sum wrong, no budget overrun, no end that nobody can explain.</summary>
    public bool IsClean => account is { AnswersWithoutRecord: 0, BilledWithoutRecord: 0, RecordedTwice: 0, ExactError: 0 }
        && account.SmallRecorded <= SoakGroup.SmallBudget && account.SmallBilled <= SoakGroup.SmallBudget && Count(SoakEnd.Lost) == 0;

    /// <summary>The page, in Markdown.</summary>
    public string Page()
    {
        var page = new StringBuilder();
        page.AppendLine(CultureInfo.InvariantCulture, $"""
            # Soak and chaos

            {machine.Processor}, {machine.Cores} cores shared by clients, two providers, PostgreSQL, Redis and {SoakPlan.Nodes} gateways; {machine.System}; {machine.Runtime}. {started:yyyy-MM-dd HH:mm} UTC, load average before: {load:F1}.
            {plan.Duration.TotalMinutes:F0} minutes (a whole soak has 30) at {plan.Rate:F0} requests a second from clients of five dialects, two thirds streamed, to five routes, each with a first provider that plays {plan.Faults.Count} faults in turn ({plan.Turn.TotalSeconds:F0} s each, the last {1 - SoakPlan.Faulty:P0} of it well) and a second one of another dialect that is well. Every {SoakPlan.BetweenEnds.TotalSeconds:F0} s a gateway is ended: {chaos.Kills} times by `kill -9`, {chaos.Ends} times by SIGTERM. In the middle Redis is killed and comes back empty after {SoakPlan.Missing.TotalSeconds:F0} s. Seed {plan.Seed}.

            ## The books

            | what | found | |
            |---|---|---|
            | whole answers without a record | {account.AnswersWithoutRecord} | {Verdict(account.AnswersWithoutRecord == 0)} |
            | billed attempts without a record | {account.BilledWithoutRecord} | {Verdict(account.BilledWithoutRecord == 0)} |
            | billed attempts recorded twice | {account.RecordedTwice} | {Verdict(account.RecordedTwice == 0)} |
            | difference of cost where the end was seen ({account.Exact} attempts), nano-units | {account.ExactError} | {Verdict(account.ExactError == 0)} |
            | spent by records of the owner with {Usd(SoakGroup.SmallBudget)} USD; billed | {Usd(account.SmallRecorded)}; {Usd(account.SmallBilled)} | {Verdict(Math.Max(account.SmallRecorded, account.SmallBilled) <= SoakGroup.SmallBudget)} |
            | requests that ended without a last event, a gateway being up | {Count(SoakEnd.Lost)} | {Verdict(Count(SoakEnd.Lost) == 0)} |

            {account.Records} records. {account.Estimated} attempts were broken off or under way at a kill and stand as estimates until the bill corrects them: recorded {Usd(account.EstimatedRecorded)} USD, billed {Usd(account.EstimatedBilled)} USD.

            | estimates: the provider played | attempts | recorded, USD | billed, USD |
            |---|---|---|---|
            {string.Join('\n', account.Estimates.Select(row => $"| {row.Fault} | {row.Attempts} | {Usd(row.Recorded)} | {Usd(row.Billed)} |"))}

            ## What clients saw

            | end | requests |
            |---|---|
            """);
        foreach (var end in Enum.GetValues<SoakEnd>())
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"| {Words(end)} | {Count(end)} |");
        }

        page.AppendLine(CultureInfo.InvariantCulture, $"""
            | not sent: {SoakPlan.MostUnderWay} were under way | {clients.Withheld} |
            | not sent: no gateway was ready | {clients.Homeless} |

            | failures by cause | requests | while the first provider played |
            |---|---|---|
            """);
        var failures = _readings.Where(reading => reading.End is SoakEnd.Refused or SoakEnd.BrokenOff or SoakEnd.Lost);
        foreach (var group in failures.GroupBy(reading => (reading.End, Cause: Cause(reading))).OrderByDescending(group => group.Count()))
        {
            var faults = string.Join(", ", group.CountBy(reading => reading.Fault ?? "nothing").OrderByDescending(fault => fault.Value).Select(fault => $"{fault.Key} {fault.Value}"));
            page.AppendLine(CultureInfo.InvariantCulture, $"| {Words(group.Key.End)}: {group.Key.Cause} | {group.Count()} | {faults} |");
        }

        SoakReading[] answered = [.. _readings.Where(reading => reading.End == SoakEnd.Answered)];
        page.AppendLine().AppendLine("| answered, ms | N | first byte p50 | p99 | whole p50 | p99 |").AppendLine("|---|---|---|---|---|---|");
        Row(page, "first provider well, streamed", [.. answered.Where(reading => reading is { Fault: null, Streams: true })]);
        Row(page, "first provider well, whole", [.. answered.Where(reading => reading is { Fault: null, Streams: false })]);
        Row(page, "during a fault, streamed", [.. answered.Where(reading => reading is { Fault: not null, Streams: true })]);
        Row(page, "during a fault, whole", [.. answered.Where(reading => reading is { Fault: not null, Streams: false })]);
        page.AppendLine().AppendLine(memory.Samples is [] ? "No memory was read." : string.Create(CultureInfo.InvariantCulture, $"""
            ## Memory

            Resident memory of the gateway that was never ended: {memory.Samples[0].MiB:F0} MiB at first, {memory.Samples.Max(sample => sample.MiB):F0} at most, {memory.Samples[^1].MiB:F0} at the end; slope over the last two thirds {memory.SlopePerHour():+0.0;-0.0} MiB an hour (least squares, {memory.Samples.Count} samples 5 s apart).
            """));
        return page.ToString();
    }

    private static string Cause(SoakReading reading) => reading.End == SoakEnd.BrokenOff ? "an error event after content" : reading.Error?[..Math.Min(110, reading.Error.Length)] ?? "";

    private static void Row(StringBuilder page, string what, SoakReading[] readings)
    {
        if (readings is not [])
        {
            string Ms(IEnumerable<TimeSpan> times, double share) => Percentile([.. times.Select(time => time.TotalMilliseconds).Order()], share).ToString("F0", CultureInfo.InvariantCulture);
            var (first, whole) = (readings.Select(reading => reading.FirstByte!.Value), readings.Select(reading => reading.Whole));
            page.AppendLine($"| {what} | {readings.Length} | {Ms(first, 0.5)} | {Ms(first, 0.99)} | {Ms(whole, 0.5)} | {Ms(whole, 0.99)} |");
        }
    }

    private static double Percentile(double[] ordered, double share) => ordered[(int)Math.Min(ordered.Length - 1, Math.Ceiling(share * ordered.Length) - 1)];

    private static string Verdict(bool met) => met ? "as it must be" : "**wrong**";

    private static string Usd(long nano) => (nano / 1e9m).ToString("0.000000000", CultureInfo.InvariantCulture);

    private static string Words(SoakEnd end) => end switch
    {
        SoakEnd.Answered => "answered whole",
        SoakEnd.OverBudget => "refused: the budget is spent",
        SoakEnd.Refused => "refused",
        SoakEnd.BrokenOff => "broken off",
        SoakEnd.NodeKilled => "lost with the gateway that was killed",
        _ => "lost without a cause",
    };

    private int Count(SoakEnd end) => _readings.Count(reading => reading.End == end);
}
