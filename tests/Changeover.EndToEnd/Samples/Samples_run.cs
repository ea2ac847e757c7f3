using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Samples;

/// <summary>Every sample runs straight against a provider, too: it knows nothing of the gateway.</summary>
public sealed class Samples_run
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Curl()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);

        var run = await Command.RunAsync(Repository.PathOf("samples", "curl", "chat.sh"), [], Cancellation, Towards(sandbox));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("\"content\":\"Please say hello.\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("data: [DONE]", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"gpt-4o\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public Task Python() => SaysHelloTwiceAsync("python3", ["samples/python/chat.py"]);

    [Fact]
    public async Task Node()
    {
        await NodeSample.InstallAsync(Cancellation);
        await SaysHelloTwiceAsync("node", ["samples/node/chat.mjs"]);
    }

    [Theory]
    [InlineData("curl/chat.sh", "sh")]
    [InlineData("python/chat.py", "python3")]
    public async Task And_fail_when_the_provider_does(string sample, string program)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set("region_block");

        var run = await Command.RunAsync(program, [$"samples/{sample}"], Cancellation, Towards(sandbox));

        Assert.NotEqual(0, run.ExitCode);
    }

    [Fact]
    public async Task The_cut_off_counts_no_failure_on_a_healthy_provider()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);

        var run = await CutOffSample.RunAsync(sandbox.ProviderUrl, Cancellation);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.EndsWith("40 requests, 0 failed\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(20, run.Output.Split('\n').Count(line => line.Contains("  streamed  demo", StringComparison.Ordinal)));
        Assert.Equal(40, sandbox.State.Journal.Received);
    }

    [Theory]
    [InlineData("region_block")]
    [InlineData("cut_mid_frame")]
    [InlineData("close_before_headers")]
    [InlineData("html_200")]
    public async Task The_cut_off_counts_each_failure_once(string kind)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan(kind) { AfterRequests = 30 });

        var run = await CutOffSample.RunAsync(sandbox.ProviderUrl, Cancellation);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("40 requests, 10 failed\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(40, sandbox.State.Journal.Received);
    }

    [Fact]
    public async Task The_cut_off_sees_a_stream_that_never_finished()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set("no_finish");

        Assert.EndsWith("40 requests, 20 failed\n", (await CutOffSample.RunAsync(sandbox.ProviderUrl, Cancellation)).Output, StringComparison.Ordinal);
    }

    private static async Task SaysHelloTwiceAsync(string program, string[] arguments)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);

        var run = await Command.RunAsync(program, arguments, Cancellation, Towards(sandbox));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("buffered: Please say hello.\nstreamed: Please say hello.\n", run.Output);
    }

    private static Dictionary<string, string> Towards(SandboxHost sandbox) => new(StringComparer.Ordinal)
    {
        ["CHANGEOVER_URL"] = $"{sandbox.ProviderUrl}v1",
        ["CHANGEOVER_KEY"] = "sk-sample",
        ["no_proxy"] = "127.0.0.1",
    };
}
