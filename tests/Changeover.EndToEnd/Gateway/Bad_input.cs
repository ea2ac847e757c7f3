using System.Globalization;
using System.Text;
using Changeover.EndToEnd.Sandbox;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Whatever is sent gets the right status, an error in OpenAI's shape with a documented code, and one record.</summary>
public sealed class Bad_input
{
    private const string Fine = """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "empty", "", 400, "invalid_json" },
        { "white space", " \r\n\t", 400, "invalid_json" },
        { "a byte order mark", "\ufeff" + Fine, 400, "invalid_json" },
        { "cut off", Fine[..30], 400, "invalid_json" },
        { "something behind it", Fine + "{}", 400, "invalid_json" },
        { "a list", "[]", 400, "invalid_json" },
        { "a comment", "/* x */" + Fine, 400, "invalid_json" },
        { "single quotes", Fine.Replace('"', '\''), 400, "invalid_json" },
        { "a trailing comma", Fine[..^1] + ",}", 400, "invalid_json" },
        { "NaN", Fine[..^1] + ",\"temperature\":NaN}", 400, "invalid_json" },
        { "a raw control character", Fine.Replace("Hello", "He\u0000llo", StringComparison.Ordinal), 400, "invalid_json" },
        { "100,000 lists deep", Fine[..^1] + ",\"x\":" + new string('[', 100_000), 400, "invalid_json" },
        { "100,000 objects deep", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 400, "invalid_json" },
        { "a key twice", Fine[..^1] + ",\"model\":\"gpt-4\"}", 400, "duplicate_key" },
        { "a key twice, once escaped", Fine[..^1] + ",\"mod\\u0065l\":\"gpt-4\"}", 400, "duplicate_key" },
        { "a key twice further down", Fine.Replace("\"role\":\"user\"", "\"role\":\"user\",\"role\":\"system\"", StringComparison.Ordinal), 400, "duplicate_key" },
        { "no model", """{"messages":[{"role":"user","content":"Hello"}]}""", 400, "missing_required_parameter" },
        { "a model that is a number", """{"model":7,"messages":[]}""", 400, "invalid_type" },
        { "a model that is null", """{"model":null,"messages":[]}""", 400, "invalid_type" },
        { "no messages", """{"model":"gpt-4o"}""", 400, "missing_required_parameter" },
        { "messages that are a text", """{"model":"gpt-4o","messages":"Hello"}""", 400, "invalid_type" },
        { "stream that is a text", Fine[..^1] + ",\"stream\":\"yes\"}", 400, "invalid_type" },
        { "an unknown model", Fine.Replace("gpt-4o", "nothing", StringComparison.Ordinal), 404, "model_not_found" },
        { "a model with a line break", Fine.Replace("gpt-4o", "gpt-4o\\r\\nX-Evil: 1", StringComparison.Ordinal), 404, "model_not_found" },
        { "a model with half a character", Fine.Replace("gpt-4o", "\\ud800", StringComparison.Ordinal), 400, "invalid_json" },
        { "a very long model", Fine.Replace("gpt-4o", new string('m', 1_000_000), StringComparison.Ordinal), 404, "model_not_found" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_request(string what, string body, int status, string code)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        using var response = await gateway.PostAsync("v1/chat/completions", body);

        var error = await ErrorAnswer.ReadAsync(response);
        Assert.True((status, code) == (error.Status, error.Code), $"{what}: {error}");
        var record = gateway.Record();
        Assert.Equal((status, code), (record.Status, record.ErrorCode));
        Assert.InRange(record.OriginalModel?.Length ?? 0, 0, 256);
        Assert.Equal(0, gateway.First.Journal.Received);
    }

    [Theory]
    [InlineData("\xc3\x28")]
    [InlineData("\xff\xfe")]
    [InlineData("\xed\xa0\x80")]
    [InlineData("\xc0\xaf")]
    public async Task Invalid_UTF_8(string latin1)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        using var response = await gateway.PostAsync("v1/chat/completions", Encoding.Latin1.GetBytes(Fine.Replace("Hello", latin1, StringComparison.Ordinal)));

        Assert.Equal("invalid_json", (await ErrorAnswer.ReadAsync(response)).Code);
        Assert.Equal(0, gateway.First.Journal.Received);
    }

    [Theory]
    [InlineData("text/plain", null, "unsupported_content_type")]
    [InlineData("application/x-www-form-urlencoded", null, "unsupported_content_type")]
    [InlineData("multipart/form-data; boundary=x", null, "unsupported_content_type")]
    [InlineData("", null, "unsupported_content_type")]
    [InlineData("application/json", "gzip", "unsupported_content_type")]
    [InlineData("application/json", "identity", "unsupported_content_type")]
    [InlineData("application/json; charset=utf-8", null, null)]
    [InlineData("application/vnd.api+json", null, null)]
    public async Task A_body_that_is_declared_otherwise(string contentType, string? encoding, string? code)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var answer = await SendAsync(gateway, "POST /v1/chat/completions HTTP/1.1", $"Content-Type: {contentType}\r\n{(encoding is null ? "" : $"Content-Encoding: {encoding}\r\n")}Content-Length: {Fine.Length}", Fine);

        if (code is null)
        {
            Assert.Equal(200, answer.Status);
        }
        else
        {
            Assert.Equal((415, code), (answer.Status, ErrorAnswer.Read(415, answer.Body).Code));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_not_read_to_its_end(bool declared)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    max_body: 2KiB\n", more: "server: {max_body: 4KiB}\n");
        var body = Fine.Replace("Hello", new string('x', 8192), StringComparison.Ordinal);
        var answer = await SendAsync(gateway, "POST /v1/chat/completions HTTP/1.1", declared
            ? $"Content-Type: application/json\r\nContent-Length: {1L << 40}"
            : "Content-Type: application/json\r\nTransfer-Encoding: chunked", declared ? "" : $"{body.Length:x}\r\n{body}\r\n");

        Assert.Equal("body_too_large", ErrorAnswer.Read(answer.Status!.Value, answer.Body).Code);
        Assert.Equal(413, gateway.Record().Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_for_its_route_only()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    max_body: 2KiB\n");
        using var response = await gateway.PostAsync("v1/chat/completions", Fine.Replace("Hello", new string('x', 4096), StringComparison.Ordinal));

        Assert.Equal("body_too_large", (await ErrorAnswer.ReadAsync(response)).Code);
        Assert.Equal(("gpt-4o", 413), (gateway.Record().Route, gateway.Record().Status));
    }

    [Theory]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Length: -1")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Length: 5\r\nContent-Length: 6")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nContent-Length: 5")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "Content-Type: application/json\r\nTransfer-Encoding: chunked", "zz\r\n")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "X-Folded: a\r\n b")]
    [InlineData("POST /v1/chat/completions HTTP/1.1", "X Bad: 1")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: x", "A: b")]
    [InlineData("POST /v1/chat/\0completions HTTP/1.1", "A: b")]
    [InlineData("POST /v1/%zz HTTP/1.1", "A: b")]
    [InlineData("POST * HTTP/1.1", "A: b")]
    [InlineData("PRI * HTTP/2.0", "A: b")]
    [InlineData("GET /v1/models HTTP/9.9", "A: b")]
    public async Task What_is_not_HTTP_ends_in_a_4xx_and_costs_no_provider_anything(string line, string headers, string body = "")
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var answer = await SendAsync(gateway, line, headers, body);

        Assert.True(answer.Status is null or (>= 400 and < 500) or 505, answer.Received);
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.All(gateway.Records(), record => Assert.InRange(record.Status, 400, 499));
        Assert.Equal("ok\n", await gateway.Http.GetStringAsync("livez", Cancellation));
    }

    [Theory]
    [InlineData("Authorization: Bearer \t\u00e9\u0001")]
    [InlineData("x-api-key: a\u007f")]
    [InlineData("x-changeover-route: gpt-4o, gpt-4o")]
    [InlineData("x-request-id: ../../etc/passwd")]
    [InlineData("Expect: 200-maybe")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade")]
    [InlineData("Range: bytes=0-")]
    public async Task Odd_headers_never_meet_a_500(string headers)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.CreateKey();
        var answer = await SendAsync(gateway, "POST /v1/chat/completions HTTP/1.1", $"Content-Type: application/json\r\nContent-Length: {Fine.Length}\r\n{headers}", Fine);

        Assert.True(answer.Status is null or (>= 400 and < 500), answer.Received);
        Assert.DoesNotContain("met a fault", gateway.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_leaves_a_record()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{{\"mod\r\n"), Cancellation);
        }

        var record = Assert.Single(await gateway.RecordsAsync(1));
        Assert.InRange(record.Status, 400, 499);
        Assert.Empty(record.Attempts);
        Assert.DoesNotContain("met a fault", gateway.Log.Text, StringComparison.Ordinal);
    }

    private static Task<RawAnswer> SendAsync(GatewayUnderTest gateway, string line, string headers, string body = "") => RawAnswer.SendAsync(
        gateway.Address, Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n{headers}\r\n\r\n{body}")), Cancellation);
}
