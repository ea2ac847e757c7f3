using Changeover.EndToEnd.Gateway;

namespace Changeover.EndToEnd.Samples;

/// <summary>Every sample runs as its page says, against the real executable and the model that comes with it.</summary>
public sealed class Samples_against_the_gateway
{
    private const string Hello = "Hello!";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Curl()
    {
        var output = await RunAsync("sh", "samples/curl/chat.sh");

        Assert.Contains($"\"content\":\"{Hello}", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("data: [DONE]", output, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"demo\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Python() => SaidHelloTwice(await RunAsync("python3", "samples/python/chat.py"));

    [Fact]
    public async Task Node()
    {
        await NodeSample.InstallAsync(Cancellation);
        SaidHelloTwice(await RunAsync("node", "samples/node/chat.mjs"));
    }

    [Fact]
    public async Task The_application_that_is_to_be_cut_off()
    {
        var output = await RunAsync("dotnet", Repository.Built("samples/cut-off", "cut-off.dll"));

        Assert.EndsWith("40 requests, 0 failed\n", output, StringComparison.Ordinal);
        Assert.Equal(40, output.Split('\n').Count(line => line.Contains("  demo ", StringComparison.Ordinal)));
    }

    private static void SaidHelloTwice(string output)
    {
        Assert.Contains($"buffered: {Hello}", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"streamed: {Hello}", output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path);
        var run = await Command.RunAsync(program, arguments, Cancellation, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CHANGEOVER_URL"] = new Uri(gateway.Http.BaseAddress!, "v1").ToString(),
            ["no_proxy"] = "127.0.0.1",
        });
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return run.Output;
    }
}
