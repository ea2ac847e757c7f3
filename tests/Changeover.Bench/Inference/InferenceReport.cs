using System.Text;
using Changeover.Bench.Results;

namespace Changeover.Bench.Inference;

/// <summary>The embedded model's results as a page: ratios first, then every reading.</summary>
internal static class InferenceReport
{
    private const double Quiet = 0.2; // processors busy with something else

    /// <summary>The page, in Markdown.</summary>
    public static string Of(BenchResults results, IEnumerable<Conclusion> conclusions, int threads)
    {
        var busiest = results.Figures.Max(run => run.BusyElsewhere);
        var (machine, page) = (results.Machine, new StringBuilder());
        page.AppendLine("# The embedded model's figures").AppendLine().AppendLine($"""
            {machine.Processor}, {machine.Cores} cores; {machine.System}; {machine.Runtime}; {threads} compute thread(s), the default. The model alone: no gateway, no HTTP.
            "alone" is one client, "batch 4" four at a time and their tokens summed; "one core busy" runs beside a program that does nothing but want a core: below a half, the share that is left at worst, it would be a collapse.
            Answers are greedy, {InferenceLoad.AnswerTokens} tokens, never ended early; their time includes a short prompt of about 30 tokens. Tokens of the demo model are bytes.
            Random weights cost what trained ones cost; what they say means nothing. Subjects take turns in every round; a ratio is of two readings of the same round.
            {(busiest > Quiet ? $"**The machine was not quiet**: up to {busiest:F2} processors were busy with something else, so that no number here is good for more than its order of magnitude." : "The machine was quiet.")}

            | what | must reach | reached | N | interval | |
            |---|---|---|---|---|---|
            """);
        foreach (var conclusion in conclusions)
        {
            Report.Write(page, conclusion);
        }

        foreach (var run in results.Figures)
        {
            Report.Write(page, run);
        }

        return page.ToString();
    }
}
