using System.Text.RegularExpressions;
using Changeover.EndToEnd.Gateway;

namespace Changeover.EndToEnd.Samples;

/// <summary>The commands of the first page, in its order. <c>dotnet test</c>, which stands there too, is running.</summary>
public sealed partial class The_readme_runs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static List<string> Commands =>
        [.. ShellBlock().Matches(File.ReadAllText(Repository.PathOf("README.md"))).SelectMany(block => block.Groups["commands"].Value.Trim().Split('\n'))];

    [Fact]
    public void It_shows_these_commands_and_no_others() =>
        Assert.Equal(
        [
            "dotnet run", "curl http://127.0.0.1:7090/v1/chat/completions", "dotnet test", "samples/cut-off/run.sh", "curl http://127.0.0.1:7090/v1/messages",
            "curl http://127.0.0.1:7090/v1/responses", "curl http://127.0.0.1:7090/v1beta/models/demo:generateContent", "curl http://127.0.0.1:7090/api/chat",
        ], Commands.Select(command => string.Join(' ', command.Split(' ').Take(2).Where(word => !word.StartsWith('-')))));

    [Fact]
    public async Task The_gateway_starts_and_curl_is_answered()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsShownAsync(folder.Path, Commands[0]["dotnet ".Length..]);

        foreach (var command in Commands.Where(command => command.StartsWith("curl ", StringComparison.Ordinal)))
        {
            var curl = await Command.RunAsync("sh", ["-c", command.Replace("http://127.0.0.1:7090/", gateway.Http.BaseAddress!.ToString(), StringComparison.Ordinal)], Cancellation);
            Assert.True(curl.ExitCode == 0, curl.Error);
            Assert.Contains("\":\"Hello!", curl.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_cut_off_ends_with_the_line_that_the_page_promises()
    {
        var run = await Command.RunAsync(
            Repository.PathOf(Commands[3]), ["--no-build"], Cancellation, new Dictionary<string, string>(StringComparer.Ordinal) { ["CONFIGURATION"] = Repository.Configuration });

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var promised = LastLine().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md"), Cancellation)).Groups["line"].Value;
        Assert.Equal("40 requests, 0 failed", promised);
        Assert.EndsWith($"{promised}\n", run.Output, StringComparison.Ordinal);

        // Both providers answered, the first one 15 times.
        Assert.Equal(15, run.Output.Split('\n').Count(line => line.Contains("  gpt-4o ", StringComparison.Ordinal)));
        Assert.Equal(25, run.Output.Split('\n').Count(line => line.Contains("  open-model ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^```sh\n(?<commands>(.+\n)+?)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("The last line is `(?<line>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LastLine();
}
