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
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        request.Headers.Add("X-TC-Action", Action);
        request.Headers.Add("X-TC-Version", "2023-09-01");
        request.Headers.Add("X-TC-Timestamp", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(json));
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

    public void Dispose() => _http.Dispose();

    private string Authorization(string json)
    {
        var date = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var canonical = $"POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:{sandbox.ProviderUrl.Authority}\nx-tc-action:{Action.ToLowerInvariant()}\n\ncontent-type;host;x-tc-action\n{Hash(json)}";
        var text = $"TC3-HMAC-SHA256\n{Now.ToUnixTimeSeconds()}\n{date}/hunyuan/tc3_request\n{Hash(canonical)}";
        var key = Mac(Mac(Mac(Encoding.UTF8.GetBytes($"TC3{SecretKey}"), date), "hunyuan"), "tc3_request");
        return $"TC3-HMAC-SHA256 Credential={SecretId}/{date}/hunyuan/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature={Convert.ToHexStringLower(Mac(key, text))}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
