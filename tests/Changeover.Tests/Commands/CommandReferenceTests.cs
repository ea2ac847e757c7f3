using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Changeover.Commands;

namespace Changeover.Tests.Commands;

public sealed class CommandReferenceTests
{
    [Fact]
    public void The_reference_page_is_written_from_the_command_tree() =>
        GeneratedFile.Matches(Repository.PathOf("docs", "reference", "cli.md"), Page());

    private static string Page()
    {
        var page = new StringBuilder($"""
            # Command line

            Written from the command tree by a test; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.

            - Every command has `--help`; `changeover --version` writes the version.
            - **Exit codes:** {ExitCode.Summary}, 143 by SIGTERM. `serve` lets running answers finish (`server.drain`) and then ends with 0; a second signal does not wait.
            - What a program reads goes to standard output, what a person should know to standard error. Colours only in a terminal, and not where `NO_COLOR` is set.
            - Options stand after the command that they belong to.

            """);
        foreach (var command in CommandLineTests.All(CommandTree.Create()))
        {
            Write(page, command);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, Command command)
    {
        var path = CommandRunner.PathOf(command);
        page.Append($"\n## `{path}{string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>"))}`\n\n{Cell(command.Description)}\n");
        if (command.Subcommands.Count > 0)
        {
            page.Append($"\nCommands: {string.Join(", ", command.Subcommands.Select(inner => $"[`{inner.Name}`](#{CommandRunner.PathOf(inner).Replace(' ', '-')}{string.Concat(inner.Arguments.Select(argument => $"-{argument.Name}"))})"))}.\n");
        }

        var rows = command.Arguments.Select(argument => Row($"<{argument.Name}>", argument.Description, "**required**"))
            .Concat(command.Options.Where(option => option is not (HelpOption or VersionOption)).Select(option => Row(Usage(option), option.Description, Default(option))))
            .ToList();
        if (rows.Count > 0)
        {
            page.Append("\n| option | default | meaning |\n|---|---|---|\n").Append(string.Concat(rows));
        }

        page.Append("\n```sh\n").AppendJoin("\n", Examples.Of(path).Select(example => $"# {example.Meaning}\n{example.Line}\n")).Append("```\n");
    }

    private static string Row(string name, string? meaning, string preset) => $"| `{name}` | {preset} | {Cell(meaning)} |\n";

    private static string Usage(Option option) => option.ValueType == typeof(bool) ? option.Name : $"{option.Name} <{option.HelpName ?? option.Name.TrimStart('-')}>";

    private static string Default(Option option) => option.Required ? "**required**" : option.HasDefaultValue && option.ValueType != typeof(bool) ? $"`{option.GetDefaultValue()}`" : "";

    private static string Cell(string? text) => text!.Replace("|", "\\|", StringComparison.Ordinal);
}
