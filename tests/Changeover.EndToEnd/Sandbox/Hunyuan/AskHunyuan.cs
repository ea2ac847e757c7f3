using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Hunyuan;

/// <summary>Signed requests in Hunyuan's own dialect, as an ordinary HTTP client sends them.</summary>
internal sealed class AskHunyuan(SandboxHost sandbox) : IDisposable
{
    public const string Weather =
        """{"Type":"function","Function":{"Name":"weather","Parameters":"{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"}}}"}}""";

    private const string Json = "application/json; charset=utf-8";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    public string SecretId { get; init; } = new SandboxOptions().TencentSecretId;
    public string SecretKey { get; init; } = new SandboxOptions().TencentSecretKey;
    public DateTimeOffset Now { get; init; } = TimeProvider.System.GetUtcNow();
    public string Action { get; init; } = "ChatCompletions";

    public static string User(string text) => $$"""{"Role":"user","Content":{{JsonValue.Create(text)!.ToJsonString()}}}""";

    public static string Chat(string messages, string more = "", string model = "hunyuan-turbos-latest") => $$"""{"Model":"{{model}}","Messages":[{{messages}}]{{more}}}""";

    /// <summary>Signs the body and sends it.</summary>
    /// <param name="json">The body.</param>
    /// <param name="change">Done to the request after it was signed.</param>
    public Task<HttpResponseMessage> AskAsync(string json, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Json);
        foreach (var (name, value) in Signed(sandbox.ProviderUrl, json, SecretId, SecretKey, Now, Action))
            if (name != "Content-Type") request.Headers.TryAddWithoutValidation(name, value);
        change?.Invoke(request);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>What stands in <c>Response</c>.</summary>
    public async Task<JsonNode> ResponseAsync(string json, Action<HttpRequestMessage>? change = null)
    {
        using var answer = await AskAsync(json, change);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["Response"]!;
    }

    /// <summary>The headers of a body that is signed with the sandbox's own secret.</summary>
    public static (string Name, string Value)[] Headers(Uri provider, string json)
    {
        var options = new SandboxOptions();
        return Signed(provider, json, options.TencentSecretId, options.TencentSecretKey, TimeProvider.System.GetUtcNow(), "ChatCompletions");
    }

    public void Dispose() => _http.Dispose();

    private static (string Name, string Value)[] Signed(Uri provider, string json, string secretId, string secretKey, DateTimeOffset now, string action)
    {
        var date = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var canonical = $"POST\n/\n\ncontent-type:{Json}\nhost:{provider.Authority}\nx-tc-action:{action.ToLowerInvariant()}\n\ncontent-type;host;x-tc-action\n{Hash(json)}";
        var text = $"TC3-HMAC-SHA256\n{timestamp}\n{date}/hunyuan/tc3_request\n{Hash(canonical)}";
        var key = Mac(Mac(Mac(Encoding.UTF8.GetBytes($"TC3{secretKey}"), date), "hunyuan"), "tc3_request");
        var signature = Convert.ToHexStringLower(Mac(key, text));
        return
        [
            ("Content-Type", Json),
            ("X-TC-Action", action),
            ("X-TC-Version", "2023-09-01"),
            ("X-TC-Timestamp", timestamp),
            ("Authorization", $"TC3-HMAC-SHA256 Credential={secretId}/{date}/hunyuan/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature={signature}"),
        ];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
