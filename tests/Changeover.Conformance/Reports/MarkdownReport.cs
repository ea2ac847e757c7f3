using System.Text;

namespace Changeover.Conformance.Reports;

/// <summary>The report as a page; several gateways side by side.</summary>
public static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<Outcome> outcomes)
    {
        var page = new StringBuilder("# Conformance\n\n");
        page.Append($"What a gateway owes its clients, asked of it from outside: {outcomes[0].Results.Count} checks, with two sandboxes as its providers. Only a pass scores. ")
            .Append("The suite is written by Changeover's authors and asks what Changeover is built for: read the cells rather than the totals. ")
            .Append("How it is run, and how another gateway joins: [tests/Changeover.Conformance](../tests/Changeover.Conformance/README.md).\n\n");
        page.Append("| gateway | version | date | passed | failed | not offered | not measured |\n|---|---|---|--:|--:|--:|--:|\n");
        foreach (var one in outcomes)
        {
            page.Append($"| {one.Gateway} | {one.Version} | {one.StartedAt:yyyy-MM-dd} | **{one.Count(Verdict.Pass)}** of {one.Results.Count} | {one.Count(Verdict.Fail)} | {one.Count(Verdict.NotOffered)} | {one.Count(Verdict.NotMeasured)} |\n");
        }

        foreach (var one in outcomes.Where(one => one.Remarks.Count > 0))
        {
            page.Append($"\n**{one.Gateway}:**\n\n").AppendJoin('\n', one.Remarks.Select(remark => $"- {remark}")).Append('\n');
        }

        foreach (var group in outcomes[0].Results.GroupBy(result => result.Group))
        {
            page.Append($"\n## {group.Key}\n\n").AppendJoin('\n', group.Select(result => result.Asserts).Distinct().Select(asserts => $"- {asserts}")).Append("\n\n| check |");
            foreach (var one in outcomes) page.Append($" {one.Gateway} |");
            page.Append("\n|---|").Append(string.Concat(outcomes.Select(_ => "---|"))).Append('\n');
            foreach (var check in group)
            {
                page.Append($"| `{check.Name}` |");
                foreach (var one in outcomes) page.Append($" {Cell(one.Results.FirstOrDefault(result => result.Name == check.Name))} |");
                page.Append('\n');
            }
        }

        return page.ToString();
    }

    private static string Cell(Result? result) => result switch
    {
        null => "",
        { Verdict: Verdict.Pass } => $"pass: {Plain(result.Evidence)}",
        { Verdict: Verdict.Fail } => $"**fail**: {Plain(result.Evidence)}",
        { Verdict: Verdict.NotOffered } => $"not offered: {Plain(result.Evidence)}",
        _ => $"not measured: {Plain(result.Evidence)}",
    };

    private static string Plain(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
