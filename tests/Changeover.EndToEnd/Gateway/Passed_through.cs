using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.EndToEnd.Sandbox;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Endpoints that Changeover does not know: passed to the provider where the route allows it, and nowhere else.</summary>
public sealed class Passed_through
{
    private const string Allowed = "    pass_through: true\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_goes_on_with_its_model_replaced_and_nothing_else()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Allowed);
        using var response = await gateway.PostAsync("v1/audio/speech?x=%20y", """{ "model" : "gpt-4o","input":"hi", "big":12345678901234567890 }""");
        var echo = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal("""{ "model" : "model-1","input":"hi", "big":12345678901234567890 }""", (string?)echo["body"]);
        Assert.Equal(("POST", "/v1/audio/speech", "?x=%20y"), ((string?)echo["method"], (string?)echo["path"], (string?)echo["query"]));
        var record = gateway.Record();
        Assert.Equal((Providers.Operation.PassThrough, 200, "gpt-4o"), (record.Operation, record.Status, record.Route));
    }

    [Theory]
    [InlineData("GET", "v1/files?limit=2")]
    [InlineData("DELETE", "v1/files/file-1")]
    [InlineData("GET", "v1/fine_tuning/jobs/j%2F1")]
    public async Task Other_methods_go_on(string method, string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Allowed);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await gateway.Http.SendAsync(request, Cancellation);
        var echo = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(method, (string?)echo["method"]);
        Assert.Equal($"/{path}".Replace("%2F", "/", StringComparison.Ordinal), $"{echo["path"]}{echo["query"]}".Replace("%2F", "/", StringComparison.Ordinal));
        Assert.Equal("", (string?)echo["body"]);
    }

    [Fact]
    public async Task A_form_goes_on_byte_for_byte()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Allowed);
        using var form = new MultipartFormDataContent("a-boundary") { { new StringContent("gpt-4o"), "model" }, { new ByteArrayContent([0, 1, 255]), "file", "sound.wav" } };
        var sent = await form.ReadAsByteArrayAsync(Cancellation);
        using var response = await gateway.Http.PostAsync("v1/audio/transcriptions", form, Cancellation);
        var echo = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(Encoding.UTF8.GetString(sent), (string?)echo["body"]);
        Assert.Equal("a-boundary", MediaTypeHeaderValue.Parse((string)echo["content_type"]!).Parameters.Single().Value!.Trim('"'));
    }

    [Fact]
    public async Task Without_leave_there_is_no_such_endpoint()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var response = await gateway.PostAsync("v1/audio/speech", """{"model":"gpt-4o"}""");

        Assert.Equal("unknown_url", (await ErrorAnswer.ReadAsync(response)).Code);
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.Equal(404, gateway.Record().Status);
    }

    [Theory]
    [InlineData("/v1/http://OTHER/x")]
    [InlineData("/v1///OTHER/x")]
    [InlineData("/v1/\\\\OTHER\\x")]
    [InlineData("/v1/%2F%2FOTHER/x")]
    [InlineData("/v1/http:%2F%2FOTHER/x")]
    [InlineData("/v1/%5C%5COTHER/x")]
    [InlineData("/v1/@OTHER/x")]
    [InlineData("/v1/ftp:OTHER")]
    [InlineData("http://OTHER/v1/x")]
    public async Task No_path_leads_to_another_host(string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(route: Allowed);
        gateway.Reconfigure(text => text.Replace("      - provider-2/model-2\n", "", StringComparison.Ordinal));
        var target = path.Replace("OTHER", gateway.Providers[1].ProviderUrl.Authority, StringComparison.Ordinal);
        await GetAsync(gateway, target);

        Assert.Equal(0, gateway.Second.Journal.Received);
    }

    [Theory]
    [InlineData("/v1/../admin")]
    [InlineData("/v1/%2e%2e/admin")]
    [InlineData("/v1/x/%252e%252e/%252e%252e/admin")]
    [InlineData("/v1/..%2fadmin")]
    [InlineData("/v1/x/..%5c..%5cadmin")]
    public async Task No_path_leads_out_of_the_providers_own(string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Allowed);
        await GetAsync(gateway, path);

        Assert.All(gateway.First.Journal.Entries, entry => Assert.StartsWith("/v1/", entry.Path, StringComparison.Ordinal));
        Assert.All(gateway.First.Journal.Entries, entry => Assert.DoesNotContain("/..", Uri.UnescapeDataString(Uri.UnescapeDataString(entry.Path)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_client_writes_in_its_query_does_not_replace_the_upstreams_own()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: Allowed, upstream: "    query: {api-version: \"1\"}\n");
        using var response = await gateway.Http.GetAsync("v1/files?api-version=2&a=b", Cancellation);

        Assert.Equal("?a=b&api-version=1", Assert.Single(gateway.First.Journal.Entries).Query);
    }

    private static async Task GetAsync(GatewayUnderTest gateway, string target)
    {
        var answer = await RawAnswer.SendAsync(
            gateway.Address, Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n\r\n"), Cancellation);
        Assert.InRange(answer.Status ?? 400, 200, 499);
    }
}
