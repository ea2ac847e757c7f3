using System.Text;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Gateway.Snapshot.Options;

/// <summary>The reference page of all options, in Markdown.</summary>
internal static class OptionsReference
{
    private const string Opening =
        """
        # Options of changeover.yaml

        Generated from the option tables in `src/Changeover/Gateway/Snapshot/Options`; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.

        - **Which file:** `--config`, else the variable `CHANGEOVER_CONFIG`, else `changeover.yaml` in the working directory, else none: the embedded demo model answers as `demo`.
        - **Environment:** every option can be set by a variable that is named like its path, in any case, with two underscores between steps: `CHANGEOVER__SERVER__URLS`,
          `CHANGEOVER__UPSTREAMS__OPENAI__BASE_URL`, `CHANGEOVER__ROUTES__CHAT__TARGETS__0`. It wins over the file; an empty value sets the default again. In names `_` also means `-` and `.`.
        - **Durations** are a number and a unit: `200ms`, `5s`, `10m`, `1h`, `30d`. **Sizes** too: `64KB` (1000), `32MiB` (1024).
        - **Reload:** a changed file, or a changed credential file, takes effect by itself. With faults in it the old configuration stays. Options marked *restart* are read at start only.
        - `changeover config check` lists every fault, `changeover config show` every value and where it comes from, `changeover config schema` the JSON Schema for editors.
        """;

    /// <summary>The page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Opening).Append('\n');
        Section(page, "", ChangeoverOptions.All);
        return page.ToString();
    }

    private static void Section(StringBuilder page, string path, IOptionSet set)
    {
        page.Append('\n').Append(path.Length == 0 ? "## The file" : $"## `{path}`").Append("\n\n").Append(set.Summary).Append("\n\n")
            .Append("| option | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var option in set.Options)
        {
            page.Append($"| `{option.Name}` | {Cell(Value(option.Kind))} | {Cell(Default(option))} | {Cell(option.Summary)}{(option.Traits.HasFlag(OptionTraits.Restart) ? " *restart*" : "")} |\n");
        }

        foreach (var option in set.Options)
        {
            if (option.Kind.Section is { } section)
            {
                Section(page, ConfigPath.Key(path, option.Name) + option.Kind.SectionStep, section);
            }
        }
    }

    private static string Value(ValueKind kind) => kind.Bounds is null ? kind.Name : $"{kind.Name}, {kind.Bounds}";

    private static string Default(Option option) => option switch
    {
        _ when option.Traits.HasFlag(OptionTraits.Required) => "**required**",
        { Kind.Section: not null } or { Default: null } => "",
        { Default: System.Text.Json.Nodes.JsonValue value } => $"`{value}`",
        _ => "none",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
