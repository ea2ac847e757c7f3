using Spectre.Console;
using Spectre.Console.Rendering;

namespace Changeover.Storage;

/// <summary>Rows for people to read. A column that is empty throughout is left out, and nothing is ever cut or broken: an id can be copied, and a narrow window folds long lines itself. What a client sent is shown as plain text: control characters cannot reach the terminal.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly string[] _headings;
    private readonly List<string[]> _rows = [];

    /// <param name="columns">Headings.</param>
    public TextTable(params ReadOnlySpan<string> columns) => _headings = [.. columns];

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Add(params ReadOnlySpan<string?> cells)
    {
        var row = new string[_headings.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = i < cells.Length ? Plain(cells[i]) : "";
        _rows.Add(row);
    }

    /// <summary>Writes the table; the headings are bold in a terminal that can, unless <c>NO_COLOR</c> is set.</summary>
    public void Write(TextWriter output)
    {
        var columns = Enumerable.Range(0, _headings.Length).Where(i => _rows.Exists(row => row[i].Length > 0)).ToArray();
        var widths = columns.Select(i => _rows.Select(row => Width(row[i])).Append(Width(_headings[i])).Max()).ToArray();
        var (bold, plain) = IsRich(output) ? ("\u001b[1m", "\u001b[0m") : ("", "");
        output.WriteLine($"{bold}{Line(_headings)}{plain}");
        foreach (var row in _rows)
            output.WriteLine(Line(row));

        string Line(string[] cells) =>
            string.Concat(columns.Select((column, i) => cells[column] + new string(' ', widths[i] - Width(cells[column])) + Gap)).TrimEnd();
    }

    /// <summary>The text with every control character replaced; null is empty.</summary>
    public static string Plain(string? text) =>
        text is null ? "" : string.Create(text.Length, text, static (plain, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                plain[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
        });

    private static bool IsRich(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    // In cells of the terminal: a Chinese character takes two.
    private static int Width(string text) => new Segment(text).CellCount();
}
