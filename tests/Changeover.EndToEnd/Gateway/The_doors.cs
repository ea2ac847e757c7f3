using System.Net.Http.Json;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Addresses that are none, methods that are none, and those for the operator.</summary>
public sealed class The_doors
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "v1/chat/completions", 405, "method_not_supported", "POST")]
    [InlineData("PUT", "v1/embeddings", 405, "method_not_supported", "POST")]
    [InlineData("DELETE", "v1/models", 405, "method_not_supported", "GET")]
    [InlineData("DELETE", "v1/models/gpt-4o", 404, "unknown_url", null)]
    [InlineData("GET", "v1/nothing", 404, "unknown_url", null)]
    [InlineData("GET", "nothing", 404, "unknown_url", null)]
    [InlineData("POST", "chat/completions", 404, "unknown_url", null)]
    [InlineData("BREW", "v1/chat/completions", 405, "method_not_supported", "POST")]
    public async Task A_wrong_address_or_method_is_told_in_OpenAIs_shape(string method, string path, int status, string code, string? allow)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
        using var response = await gateway.Http.SendAsync(request, Cancellation);

        var error = await ErrorAnswer.ReadAsync(response);
        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.Equal(allow, response.Content.Headers.Allow.SingleOrDefault());
        Assert.Equal(0, gateway.First.Journal.Received);
    }

    [Theory]
    [InlineData("HEAD", "")]
    [InlineData("GET", "")]
    [InlineData("GET", "livez")]
    [InlineData("GET", "readyz")]
    [InlineData("HEAD", "livez")]
    [InlineData("HEAD", "readyz")]
    [InlineData("GET", "livez?beta=true")]
    public async Task Those_who_look_whether_it_lives_need_no_key(string method, string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.CreateKey();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await gateway.Http.SendAsync(request, Cancellation);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(method == "HEAD", (await response.Content.ReadAsStringAsync(Cancellation)).Length == 0);
    }

    [Fact]
    public async Task Metrics_show_a_circuit_that_has_opened()
    {
        await using var provider = await SandboxHost.StartAsync(null, Cancellation);
        provider.State.Faults.Set("region_block");
        using var folder = new TemporaryFolder();
        var config = Path.Combine(folder.Path, "changeover.yaml");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "credential"), GatewayUnderTest.UpstreamCredential, Cancellation);
        await File.WriteAllTextAsync(
            config,
            $"upstreams:\n  blocked:\n    provider: openai-compatible\n    base_url: {provider.ProviderUrl}v1\n    credential: file:{folder.Path}/credential\nroutes:\n  gpt-4o:\n    targets: [blocked/model]\n",
            Cancellation);
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, "--config", config);
        using var refused = await gateway.Http.PostAsJsonAsync(
            "v1/chat/completions", new { model = "gpt-4o", messages = new[] { new { role = "user", content = "x" } } }, Cancellation);

        Assert.Equal(502, (int)refused.StatusCode);
        Assert.Contains("changeover_target=\"blocked/model\"} 2", await gateway.Http.GetStringAsync("metrics", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_have_names_that_dashboards_can_rely_on()
    {
        // A process of its own: the gateways of other tests measure in this one.
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path);
        using var answered = await gateway.Http.PostAsJsonAsync(
            "v1/chat/completions", new { model = "demo", messages = new[] { new { role = "user", content = "Hello friend" } } }, Cancellation);
        var metrics = await gateway.Http.GetStringAsync("metrics", Cancellation);

        Assert.All(
            [
                "changeover_overhead_seconds_bucket", "changeover_overhead_seconds_count", "changeover_time_to_first_content_seconds_bucket", "gen_ai_client_operation_duration_seconds_bucket",
                "gen_ai_client_token_usage_bucket", "changeover_attempts_total", "changeover_circuit_state", "service_name=\"changeover\"", "changeover_target=\"embedded/demo\"} 0",
            ],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain("friend", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("127.0.0.1.attacker.example")]
    [InlineData("0.0.0.0")]
    public async Task A_web_page_that_points_its_name_at_this_machine_is_a_stranger(string host)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "gpt-4o", messages = new[] { new { role = "user", content = "x" } } }),
            Headers = { Host = host },
        };
        using var response = await gateway.Http.SendAsync(request, Cancellation);
        Assert.Equal("missing_api_key", (await ErrorAnswer.ReadAsync(response)).Code);
    }
}
