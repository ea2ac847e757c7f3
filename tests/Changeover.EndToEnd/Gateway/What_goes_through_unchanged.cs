using System.Text;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Changeover changes what it must and nothing else, in either direction.</summary>
public sealed class What_goes_through_unchanged
{
    private const string Odd = """
        {"messages":[{"role":"user","content":"Hello \u00e9 \ud83d\ude00","x_new":[ ]}],   "x_number":9007199254740993,
         "future_field":{"b":1,"a":123456789012345678901234567890.5e-3,"n":null}, "model" : "gpt-4o","metadata":{"k":"v"}  }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_arrives_byte_for_byte_but_for_its_model()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var response = await gateway.PostAsync("v1/chat/completions", Odd);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(Odd.Replace("\"gpt-4o\"", "\"model-1\"", StringComparison.Ordinal), Assert.Single(gateway.First.Journal.Entries).Body);
    }

    [Fact]
    public async Task A_stream_is_asked_for_its_usage_and_changed_in_nothing_else()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        using var response = await gateway.PostAsync("v1/chat/completions", Odd.Replace("\"metadata\"", "\"stream\":true,\"metadata\"", StringComparison.Ordinal));

        var body = Assert.Single(gateway.First.Journal.Entries).Body;
        Assert.Contains("\"include_usage\":true", body, StringComparison.Ordinal);
        Assert.Contains("\"x_number\":9007199254740993,\n", body.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("123456789012345678901234567890.5e-3", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_fields_of_an_answer_reach_the_client()
    {
        const string Answer = """{"id":"a","object":"chat.completion","created":1,"model":"m","x_future":{"n":9007199254740993},"choices":[{"index":0,"message":{"role":"assistant","content":"hi","y":[1]},"finish_reason":"stop"}]}""";
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set(new FaultPlan("raw") { Parameters = new() { ["status"] = 200, ["body"] = Answer } });
        using var response = await gateway.ChatAsync();

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(UsageStyle.OnRequest)]
    [InlineData(UsageStyle.Always)]
    [InlineData(UsageStyle.NullFields)]
    public async Task Usage_is_shown_to_those_who_ask_and_noted_of_the_others(UsageStyle style)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Behaviour = gateway.First.Behaviour with { Usage = style };

        Assert.DoesNotContain("usage", await StreamAsync(gateway, ""), StringComparison.Ordinal);
        Assert.Contains("\"completion_tokens\":2", await StreamAsync(gateway, ",\"stream_options\":{\"include_usage\":true}"), StringComparison.Ordinal);
        Assert.DoesNotContain("usage", await StreamAsync(gateway, ",\"stream_options\":{\"include_usage\":false}"), StringComparison.Ordinal);
        Assert.All(gateway.Records(), record => Assert.Equal(2, record.Usage?.Output));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_providers_private_headers_stay_inside_and_the_clients_too(bool stream)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set("private_headers");
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions") { Content = new StringContent(Odd.Replace("\"metadata\"", stream ? "\"stream\":true,\"metadata\"" : "\"metadata\"", StringComparison.Ordinal), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Cookie", "session=private");
        request.Headers.TryAddWithoutValidation("OpenAI-Organization", "org-client");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var response = await gateway.Http.SendAsync(request, Cancellation);

        Assert.Equal(
            stream
                ? ["Cache-Control", "Date", "Transfer-Encoding", "X-Accel-Buffering", "x-changeover-target", "X-Request-ID"]
                : ["Date", "x-changeover-target", "X-Request-ID"],
            response.Headers.Select(header => header.Key).Order(StringComparer.OrdinalIgnoreCase));
        Assert.StartsWith("req_", Assert.Single(response.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
        var entry = Assert.Single(gateway.First.Journal.Entries);
        Assert.Equal(["accept", "authorization", "content-length", "content-type", "host", "user-agent", "x-client-request-id"], entry.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("req_sandbox", Assert.Single(gateway.Record().Attempts).UpstreamRequestId);
        Assert.Equal(gateway.Record().Id, entry.Headers["x-client-request-id"]);
    }

    private static async Task<string> StreamAsync(GatewayUnderTest gateway, string extra)
    {
        using var response = await gateway.PostAsync("v1/chat/completions", $$"""{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hello there"}]{{extra}}}""");
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        return text;
    }
}
