using System.Net.Http.Json;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Gateway;

/// <summary>SIGTERM: whoever has an answer under way gets it whole.</summary>
public sealed class A_planned_end
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Running_answers_finish_first(bool stream)
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        provider.State.Behaviour = provider.State.Behaviour with { TokensPerSecond = 20 };
        var config = folder.Write("changeover.yaml", $$"""
            upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
            routes: {gpt-4o: {targets: [provider/gpt-4o]} }
            """);
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config);

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "gpt-4o", stream, messages = new[] { new { role = "user", content = "sandbox: words=60" } } }),
        };
        var answering = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await provider.State.Journal.WaitForAsync(1, Cancellation);
        await gateway.TerminateAsync();
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("\"finish_reason\":\"stop\"", text, StringComparison.Ordinal);
        Assert.Equal(stream, text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        Assert.Equal(0, await gateway.ExitCodeAsync());
        Assert.Equal(200, Assert.Single(await GatewayProcess.RecordsAsync(folder.Path)).Status);
        Assert.DoesNotContain("Exception", gateway.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_still_runs_when_the_time_is_over_ends_with_an_error_that_its_client_understands(bool stream)
    {
        using var folder = new TemporaryFolder();
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        provider.State.Behaviour = provider.State.Behaviour with { TokensPerSecond = 5 };
        var config = folder.Write("changeover.yaml", $$"""
            server: {notice: 500ms, drain: 1s}
            upstreams: {provider: {provider: openai-compatible, base_url: "{{provider.ProviderUrl}}v1", credential: "file:{{folder.Write("credential", "sk-upstream")}}"} }
            routes: {gpt-4o: {targets: [provider/gpt-4o]} }
            """);
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config);

        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "gpt-4o", stream, messages = new[] { new { role = "user", content = "sandbox: words=500" } } }),
        };
        var answering = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await provider.State.Journal.WaitForAsync(1, Cancellation);
        await gateway.TerminateAsync();
        await Eventually.HoldsAsync(async () =>
        {
            using var ready = await gateway.Http.GetAsync("readyz", Cancellation); // still answered, and no longer ready
            return (int)ready.StatusCode == 503;
        });
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(stream ? 200 : 504, (int)answer.StatusCode);
        Assert.Contains(stream ? "stream_interrupted" : "upstream_timeout", text, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.ExitCodeAsync());
        var record = Assert.Single(await GatewayProcess.RecordsAsync(folder.Path));
        Assert.False(record.ClientGone);
        Assert.Equal("drain_ended", record.Attempts[0].Fault);
    }
}
