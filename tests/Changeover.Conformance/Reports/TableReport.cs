using Spectre.Console;

namespace Changeover.Conformance.Reports;

/// <summary>The report in a terminal.</summary>
internal static class TableReport
{
    public static void Write(Outcome outcome, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("check", "verdict", "evidence");
        foreach (var result in outcome.Results)
        {
            table.AddRow(new Text(result.Name), new Markup(Word(result.Verdict)), new Text(result.Evidence));
        }

        console.Write(table);
        console.WriteLine($"{outcome.Gateway} {outcome.Version}: {outcome.Score}");
        foreach (var remark in outcome.Remarks) console.WriteLine($"  {remark}");
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "[green]pass[/]",
        Verdict.Fail => "[red]FAIL[/]",
        Verdict.NotOffered => "[yellow]not offered[/]",
        _ => "[yellow]not measured[/]",
    };
}
