using Spectre.Console;

namespace Changeover.Storage;

/// <summary>Rows for people to read. What a client sent is shown as plain text: control characters cannot reach the terminal.</summary>
internal sealed class TextTable
{
    private readonly Table _table = new Table().Border(TableBorder.None);

    /// <param name="columns">Headings.</param>
    public TextTable(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
            _table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap());
    }

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Add(params ReadOnlySpan<string?> cells)
    {
        var row = new List<Text>(cells.Length);
        foreach (var cell in cells)
            row.Add(new Text(Plain(cell)));
        _table.AddRow(row);
    }

    /// <summary>Writes the table: as wide as it is into a file or a pipe, as wide as the window into a terminal.</summary>
    public void Write(TextWriter output)
    {
        var terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!terminal)
            console.Profile.Width = 1000;
        console.Write(_table);
    }

    /// <summary>The text with every control character replaced; null is empty.</summary>
    public static string Plain(string? text) =>
        text is null ? "" : string.Create(text.Length, text, static (plain, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                plain[i] = char.IsControl(text[i]) ? '\uFFFD' : text[i];
        });
}
