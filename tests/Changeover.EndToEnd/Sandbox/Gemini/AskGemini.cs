using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Gemini;

/// <summary>Requests in Gemini's dialect, as an ordinary HTTP client sends them.</summary>
internal sealed class AskGemini(SandboxHost sandbox) : IDisposable
{
    public const string Weather =
        """{"functionDeclarations":[{"name":"weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"},"days":{"type":"integer"}}}},{"name":"time"}]}""";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    public string? Key { get; init; } = "AIza-test-0123456789";

    /// <summary>One user turn.</summary>
    public static string Chat(string text, string more = "") => $$"""{"contents":[{{User(text)}}]{{more}}}""";

    public static string User(string text) => $$"""{"role":"user","parts":[{"text":{{JsonValue.Create(text)!.ToJsonString()}}}]}""";

    public Task<HttpResponseMessage> GenerateAsync(string json, string model = "gemini-2.5-flash") => PostAsync($"v1beta/models/{model}:generateContent", json);

    public Task<HttpResponseMessage> StreamAsync(string json, string model = "gemini-2.5-flash") => PostAsync($"v1beta/models/{model}:streamGenerateContent?alt=sse", json);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (Key is not null) request.Headers.Add("x-goog-api-key", Key);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
