using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Changeover.Commands;
using Changeover.Tests.Storage;

namespace Changeover.Tests.Commands;

public sealed class CommandLineTests
{
    private static readonly Regex CommandIn = new(@"\bchangeover(?<arguments> [^&|>)(]*)?($|[&|>)])", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("--owner", "keys", "create")]
    [InlineData("--limt", "records", "list", "--limt", "3")]
    [InlineData("limit", "records", "list", "--limit", "many")]
    [InlineData("shell", "completion")]
    [InlineData("tcsh", "completion", "tcsh")]
    [InlineData("after the command", "--config", "x.yaml", "keys", "list")]
    public async Task A_command_line_that_is_not_understood_exits_with_2_and_says_why(string words, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Contains("changeover", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "keys", "crate", "--owner", "me")]
    [InlineData("records", "record")]
    [InlineData("--limit", "records", "list", "--limt", "3")]
    public async Task A_slip_of_the_keyboard_is_answered_with_the_word_that_was_meant(string meant, params string[] arguments) =>
        Assert.Contains($"Did you mean `{meant}`?", (await RunAsync(arguments)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Half_a_command_shows_the_other_half()
    {
        var run = await RunAsync("keys");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("revoke <id>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_with_an_example_and_the_exit_codes()
    {
        foreach (var command in All(CommandTree.Create()))
        {
            var run = await RunAsync([.. CommandRunner.PathOf(command).Split(' ')[1..], "--help"]);

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("Examples:\n  ", run.Output, StringComparison.Ordinal);
            Assert.Contains(ExitCode.Summary, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_example_is_a_command_line_that_is_understood()
    {
        var root = CommandTree.Create();
        var lines = All(root).SelectMany(command => Examples.Of(CommandRunner.PathOf(command))).SelectMany(example => CommandIn.Matches(example.Line)).Select(match => match.Groups["arguments"].Value).ToList();

        Assert.True(lines.Count >= 20);
        Assert.All(lines, line => Assert.Empty(root.Parse(line.Trim()).Errors));
    }

    [Fact]
    public async Task Version_says_the_same_as_an_option_and_as_a_command()
    {
        var option = await RunAsync("--version");
        var facts = JsonNode.Parse((await RunAsync("version", "--json", "--data", "/somewhere")).Output)!;

        Assert.Equal(option.Output.Trim(), (string?)facts["changeover"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", option.Output);
        Assert.Equal("/somewhere", (string?)facts["data_folder"]);
        Assert.StartsWith(".NET 10", (string?)facts["runtime"], StringComparison.Ordinal);
    }

    internal static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    private static async Task<CommandRun> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandRunner.RunAsync(CommandTree.Create(), arguments, output, errors);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
