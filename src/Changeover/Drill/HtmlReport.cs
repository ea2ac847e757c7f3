using System.Net;
using System.Text;

namespace Changeover.Drill;

/// <summary>The report as one page that needs nothing else.</summary>
internal static class HtmlReport
{
    public static string Write(DrillReport report)
    {
        var page = new StringBuilder($$"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Changeover drill</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            .verdict { font-size: 1.4rem; padding: .6rem 1rem; border-left: 6px solid {{(report.Holds ? "#2e9e6b" : "#c8102e")}}; background: #f4f4f4; }
            table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #ddd; }
            pre { background: #f4f4f4; padding: 1rem; overflow: auto; } svg { width: 100%; height: auto; }
            </style>
            <h1>Drill of {{report.StartedAt:yyyy-MM-dd HH:mm}} UTC</h1>
            <p>{{Plain(TerminalReport.Title(report.Plan))}}</p>
            <p class="verdict">{{Plain(report.Verdict)}}</p>
            {{Timeline.Draw(report)}}
            <table>
            <tr><th></th><th>requests</th><th>failed</th><th>first byte (median, p95)</th><th>tokens in, out</th><th>cost</th><th>answered by</th></tr>

            """);
        foreach (var phase in report.Phases)
        {
            page.Append($"<tr><td>{TerminalReport.Name(phase.Phase)}</td><td>{phase.Requests}</td><td>{phase.Failed}</td><td>{TerminalReport.FirstByte(phase)}</td>")
                .Append($"<td>{phase.InputTokens}, {phase.OutputTokens}</td><td>{Plain(TerminalReport.Cost(phase))}</td><td>{Plain(TerminalReport.Counts(phase.AnsweredBy))}</td></tr>\n");
        }

        page.Append("</table>\n<ul>\n").AppendJoin('\n', TerminalReport.Lines(report).Select(line => $"<li>{Plain(line)}</li>")).Append("\n</ul>\n");
        if (report.Improvement.Lines.Length > 0)
        {
            page.Append($"<h2>What would help</h2>\n<pre>{Plain(report.Improvement.Lines)}</pre>\n");
        }

        return page.Append("</html>\n").ToString();
    }

    private static string Plain(string text) => WebUtility.HtmlEncode(text);
}
