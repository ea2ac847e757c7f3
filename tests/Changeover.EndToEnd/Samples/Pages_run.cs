using Changeover.Sandbox;

namespace Changeover.EndToEnd.Samples;

/// <summary>The commands that the pages show do what the pages say.</summary>
public sealed class Pages_run
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sandboxs_page_cuts_a_provider_off_and_on_again()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var commands = Curls("tools/Changeover.Sandbox/README.md", sandbox);

        var before = await ShellAsync(commands[0]);
        await ShellAsync(commands[1]);
        var blocked = await ShellAsync(commands[0]);
        await ShellAsync(commands[2]);
        var after = await ShellAsync(commands[0]);

        Assert.Contains("\"content\":\"hello\"", before, StringComparison.Ordinal);
        Assert.Contains("unsupported_country_region_territory", blocked, StringComparison.Ordinal);
        Assert.Contains("\"content\":\"hello\"", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_page_counts_its_failures_rightly()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);

        await ShellAsync(Assert.Single(Curls("samples/README.md", sandbox)));
        var run = await CutOffSample.RunAsync(sandbox.ProviderUrl, Cancellation);

        Assert.EndsWith("40 requests, 25 failed\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("25 requests fail.", await File.ReadAllTextAsync(Repository.PathOf("samples/README.md"), Cancellation), StringComparison.Ordinal);
    }

    /// <summary>The indented curl commands of a page, with this sandbox's addresses in the place of the page's.</summary>
    private static List<string> Curls(string page, SandboxHost sandbox) =>
        [.. File.ReadAllText(Repository.PathOf(page)).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.StartsWith("    curl", StringComparison.Ordinal))
            .Select(line => line
                .Replace("127.0.0.1:7091", sandbox.ProviderUrl.Authority, StringComparison.Ordinal)
                .Replace("127.0.0.1:7092", sandbox.ControlUrl.Authority, StringComparison.Ordinal))];

    private static async Task<string> ShellAsync(string command)
    {
        var run = await Command.RunAsync("sh", ["-c", command], Cancellation);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
