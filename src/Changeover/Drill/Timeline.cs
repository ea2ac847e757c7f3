using System.Globalization;
using System.Net;
using System.Text;

namespace Changeover.Drill;

/// <summary>A drill as a picture: a bar for each second, who answered and who failed, and the time of the cut shaded.</summary>
internal static class Timeline
{
    private const double Width = 900;
    private const double Height = 220;
    private const double Left = 40;
    private const string FailedColour = "#c8102e";
    private const string NoTarget = "failed";
    private static readonly string[] Colours = ["#1b6ca8", "#2e9e6b", "#e0a526", "#7a5195", "#5c6b73"];

    /// <summary>An SVG element.</summary>
    public static string Draw(DrillReport report)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(report.Plan.Length.TotalSeconds));
        var bySecond = report.Readings.ToLookup(reading => (int)reading.Offset.TotalSeconds);
        var highest = Math.Max(1, bySecond.Select(group => group.Count()).DefaultIfEmpty(1).Max());
        var colours = report.Readings.Select(Series).Distinct(StringComparer.Ordinal).Where(series => series != NoTarget).Order(StringComparer.Ordinal)
            .Select((series, index) => (series, Colour: Colours[index % Colours.Length])).Append((series: NoTarget, Colour: FailedColour))
            .ToDictionary(pair => pair.series, pair => pair.Colour, StringComparer.Ordinal);

        var step = (Width - Left) / seconds;
        var svg = new StringBuilder(Text($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height + 60}" role="img" aria-label="Requests per second, by who answered">"""));
        svg.Append(Text($"""<rect x="{Left + step * report.Plan.At.TotalSeconds:0.#}" y="0" width="{step * report.Plan.For.TotalSeconds:0.#}" height="{Height}" fill="#f6dede"/>"""));
        foreach (var second in bySecond)
        {
            var top = Height;
            foreach (var series in second.CountBy(Series).OrderBy(pair => pair.Key == NoTarget).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var tall = Height * 0.92 * series.Value / highest;
                top -= tall;
                svg.Append(Text($"""<rect x="{Left + step * second.Key + 0.5:0.#}" y="{top:0.#}" width="{Math.Max(0.5, step - 1):0.#}" height="{tall:0.#}" fill="{colours[series.Key]}"/>"""));
            }
        }

        svg.Append(Text($"""<line x1="{Left}" y1="{Height}" x2="{Width}" y2="{Height}" stroke="#444"/><text x="0" y="{Height * 0.08 + 10:0.#}" font-size="12">{highest}/s</text>"""));
        svg.Append(Text($"""<text x="{Left}" y="{Height + 16}" font-size="12">0 s</text><text x="{Width}" y="{Height + 16}" font-size="12" text-anchor="end">{seconds} s</text>"""));
        var place = Left;
        foreach (var (series, colour) in colours)
        {
            svg.Append(Text($"""<rect x="{place}" y="{Height + 32}" width="12" height="12" fill="{colour}"/><text x="{place + 18}" y="{Height + 43}" font-size="12">{WebUtility.HtmlEncode(series)}</text>"""));
            place += 40 + series.Length * 7;
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Series(Reading reading) => reading.Failure is null ? reading.Target ?? "?" : NoTarget;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
