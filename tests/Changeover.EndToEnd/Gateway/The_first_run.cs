using System.Net.Http.Json;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Gateway;

/// <summary>A newcomer starts the executable: no configuration, no key, no other server.</summary>
public sealed class The_first_run
{
    private const string Greeting = "I am the demo model built into Changeover";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_with_the_demo_model_streamed_and_buffered()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path);

        var buffered = await AskAsync(gateway, stream: false);
        var streamed = await AskAsync(gateway, stream: true);

        Assert.Contains(Greeting, buffered, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", streamed, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", streamed, StringComparison.Ordinal);
        Assert.Contains("\"label\":\"demo\"", await gateway.Http.GetStringAsync("v1/models", Cancellation), StringComparison.Ordinal);
        Assert.Equal([200, 200], (await GatewayProcess.RecordsAsync(folder.Path)).Select(record => record.Status));
    }

    [Fact]
    public async Task Shows_a_request_to_copy_which_works()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path);

        // The message is written in one go, but read line by line: wait for its last one.
        string? curl = null;
        await Eventually.HoldsAsync(() => Task.FromResult((curl = gateway.Output.Split('\n').FirstOrDefault(line => line.StartsWith("  curl ", StringComparison.Ordinal))) is not null));

        var copied = await Command.RunAsync("sh", ["-c", curl!], Cancellation);

        Assert.Contains(Greeting, copied.Output, StringComparison.Ordinal);
        Assert.Contains("demo  →  embedded/demo", gateway.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder.Path, "data", "changeover.db"), gateway.Output, StringComparison.Ordinal);
        Assert.Contains("no key exists", gateway.Output, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(GatewayProcess gateway, bool stream)
    {
        using var response = await gateway.Http.PostAsJsonAsync(
            "v1/chat/completions", new { model = "demo", stream, messages = new[] { new { role = "user", content = "Hello" } } }, Cancellation);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
