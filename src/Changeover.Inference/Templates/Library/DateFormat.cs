using System.Globalization;
using System.Text;

namespace Changeover.Inference.Templates.Library;

/// <summary>C's <c>strftime</c>, the directives that a prompt may need; English names.</summary>
internal static class DateFormat
{
    public static string Format(RenderContext context, DateTimeOffset moment, string format)
    {
        var result = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            var unpadded = format[i + 1] == '-' && i + 2 < format.Length;
            i += unpadded ? 2 : 1;
            var text = Directive(context, moment, format[i]);
            result.Append(unpadded && text.Length > 1 ? text.TrimStart('0', ' ') is { Length: > 0 } rest ? rest : "0" : text);
        }

        return result.ToString();
    }

    private static string Directive(RenderContext context, DateTimeOffset moment, char directive)
    {
        string As(string pattern) => moment.ToString(pattern, CultureInfo.InvariantCulture);
        return directive switch
        {
            'd' => As("dd"),
            'e' => $"{moment.Day,2}",
            'm' => As("MM"),
            'b' or 'h' => As("MMM"),
            'B' => As("MMMM"),
            'y' => As("yy"),
            'Y' => As("yyyy"),
            'H' => As("HH"),
            'I' => As("hh"),
            'M' => As("mm"),
            'S' => As("ss"),
            'f' => As("ffffff"),
            'p' => As("tt"),
            'a' => As("ddd"),
            'A' => As("dddd"),
            'j' => $"{moment.DayOfYear:000}",
            'w' => $"{(int)moment.DayOfWeek}",
            'u' => $"{(moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek)}",
            'F' => As("yyyy-MM-dd"),
            'T' => As("HH:mm:ss"),
            'R' => As("HH:mm"),
            'D' => As("MM/dd/yy"),
            'z' or 'Z' => "",
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => throw context.Fault($"strftime_now: unknown directive '%{directive}'"),
        };
    }
}
