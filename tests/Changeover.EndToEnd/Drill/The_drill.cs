using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Changeover.EndToEnd.Gateway;
using Changeover.EndToEnd.Samples;
using Repository = Changeover.EndToEnd.Samples.Repository;

namespace Changeover.EndToEnd.Drill;

/// <summary>A provider goes, on purpose: the real executable drills its configurations.</summary>
public sealed class The_drill
{
    private static readonly string[] Short = ["--at", "1s", "--for", "3s", "--after", "1s", "--rate", "10", "--json"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string TwoProviders = """
        upstreams:
          first: {provider: openai, credential: "${NOBODY_HAS_THIS_KEY}"}
          second: {provider: moonshot, credential: "${NOR_THIS_ONE}"}
        routes:
          chat: {targets: [first/gpt-4o, second/kimi-k2]}

        """;

    [Fact]
    public async Task Counts_what_the_simulated_providers_count()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("changeover.yaml", """
            upstreams:
              first: {provider: openai, credential: "${NOBODY_HAS_THIS_KEY}"}
              second: {provider: anthropic, credential: "${NOR_THIS_ONE}"}
            routes:
              chat: {targets: [first/gpt-4o, second/claude-sonnet-4-5]}
            """);
        var (code, report) = await DrillAsync(folder, ["--config", config, .. Short]);

        Assert.Equal((0, 50, 0), (code, (int)report["requests"]!, (int)report["failed"]!));
        Assert.Equal(50, report["phases"]!.AsArray().Sum(phase => (int)phase!["requests"]!));
        var twins = report["twins"]!.AsObject().Select(pair => pair.Value!).ToList();
        Assert.Equal(Sum(report["phases"]!.AsArray(), "input_tokens"), Sum(twins, "input_tokens"));
        Assert.Equal(Sum(report["phases"]!.AsArray(), "output_tokens"), Sum(twins, "output_tokens"));

        // Whoever was asked answered, but for the requests that met the region block: at least the one at which the circuit opened.
        var answered = report["phases"]!.AsArray().SelectMany(phase => phase!["answered_by"]!.AsObject()).ToLookup(pair => pair.Key, pair => (int)pair.Value!);
        Assert.Equal((long)report["twins"]!["second"]!["requests"]!, answered["second/claude-sonnet-4-5"].Sum());
        Assert.InRange((long)report["twins"]!["first"]!["requests"]!, answered["first/gpt-4o"].Sum() + 1, 50);
    }

    [Fact]
    public async Task A_rule_that_comes_into_force_moves_the_load_at_its_instant_and_back_at_its_end()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("changeover.yaml", TwoProviders + """
            access:
              rules:
                - {id: mine, effect: deny, country: [CN], unknown: allow, reason: Mine.}
            """);
        var (code, report) = await DrillAsync(folder, ["--config", config, "--kind", "dated-rule", .. Short]);

        Assert.Equal((0, 0), (code, (int)report["failed"]!));
        var first = report["phases"]!.AsArray().Select(phase => (int?)phase!["answered_by"]!["first/gpt-4o"] ?? 0).ToArray();

        // A busy machine may send a request or two later than planned, beyond the instant.
        Assert.InRange(first[0], 8, 10);
        Assert.InRange(first[1], 0, 2);
        Assert.InRange(first[2], 8, 10);

        // While it was forbidden nothing was tried at it.
        Assert.Equal(first.Sum(), (int)report["twins"]!["first"]!["requests"]!);
        Assert.Equal(50 - first.Sum(), (int)report["twins"]!["second"]!["requests"]!);
    }

    [Fact]
    public async Task Fails_a_configuration_without_a_fallback_and_says_the_lines_that_mend_it()
    {
        using var folder = new TemporaryFolder();
        const string Upstreams = """
            upstreams:
              only: {provider: deepseek, credential: "${NOBODY_HAS_THIS_KEY}"}

            """;
        var config = folder.Write("changeover.yaml", Upstreams + """
            routes:
              chat: {targets: [only/deepseek-chat]}
            """);
        var (code, report) = await DrillAsync(folder, ["--config", config, .. Short]);

        Assert.Equal(1, code);
        Assert.False((bool)report["holds"]!);
        Assert.InRange((int)report["failed"]!, 25, 50);

        var sections = ((string)report["improvement"]!["lines"]!).Split("routes:\n");
        var mended = folder.Write("mended.yaml", Upstreams + sections[0].Replace("upstreams:\n", "", StringComparison.Ordinal) + "routes:\n" + sections[1]);
        var (after, improved) = await DrillAsync(folder, ["--config", mended, "--rate", "4", .. Short.Where(word => word is not ("--rate" or "10"))]);

        Assert.Equal((0, 0), (after, (int)improved["failed"]!));

        // Nothing is left to mend. Only whether a shorter clock would help depends on how fast the machine is.
        Assert.Matches(@"^(upstreams:\n(  \S+:\n    timeouts:\n      first_content: \d+m?s\n)+)?$", (string)improved["improvement"]!["lines"]!);
    }

    [Fact]
    public async Task Finds_that_a_silent_provider_is_waited_for_too_long()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("changeover.yaml", TwoProviders);
        var (code, report) = await DrillAsync(folder, ["--config", config, "--kind", "stall-before-content", "--patience", "4s", .. Short]);

        Assert.Equal(1, code);
        Assert.Contains("no whole answer within 4 s", report["failures"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("upstreams:\n  first:\n    timeouts:\n      first_content: 5s\n", (string)report["improvement"]!["lines"]!);
    }

    [Fact]
    public async Task Needs_no_configuration_and_draws_a_page_that_needs_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "drill.html");
        var run = await GatewayProcess.RunAsync(folder.Path, "drill", "--at", "1s", "--for", "2s", "--after", "1s", "--html", page);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("Nobody noticed that openai was gone", run.Output, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page, Cancellation);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("embedded/demo", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_at_Ctrl_C_with_what_it_has_seen()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("changeover.yaml", """
            upstreams: {only: {provider: openai, credential: "${NOBODY_HAS_THIS_KEY}"} }
            routes: {chat: {targets: [only/gpt-4o]} }
            """);
        using var drill = Process.Start(new ProcessStartInfo("dotnet", [Repository.Built("src/Changeover", "changeover.dll"), "drill", "--config", config, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.StartsWith("The drill has begun", await drill.StandardError.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        await Task.Delay(2000, Cancellation); // so that something has been seen
        await Command.RunAsync("kill", ["-INT", drill.Id.ToString(CultureInfo.InvariantCulture)], Cancellation);

        var report = JsonNode.Parse(await drill.StandardOutput.ReadToEndAsync(Cancellation))!;
        await drill.WaitForExitAsync(Cancellation);
        Assert.True((bool)report["interrupted"]!);
        Assert.InRange((int)report["requests"]!, 1, 200);
        Assert.Equal(0, (int)report["failed"]!);
    }

    [Theory]
    [InlineData("--cut", "nobody", "There is no upstream nobody")]
    [InlineData("--kind", "earthquake", "region-block")]
    public async Task Names_what_there_is_when_it_is_asked_for_something_else(string option, string value, string said)
    {
        using var folder = new TemporaryFolder();
        var run = await GatewayProcess.RunAsync(folder.Path, "drill", option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static async Task<(int Code, JsonNode Report)> DrillAsync(TemporaryFolder folder, string[] arguments)
    {
        var run = await GatewayProcess.RunAsync(folder.Path, ["drill", .. arguments]);
        Assert.StartsWith("{", run.Output, StringComparison.Ordinal);
        return (run.ExitCode, JsonNode.Parse(run.Output)!);
    }

    private static long Sum(IEnumerable<JsonNode?> parts, string name) => parts.Sum(part => (long)part![name]!);
}
