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
}
