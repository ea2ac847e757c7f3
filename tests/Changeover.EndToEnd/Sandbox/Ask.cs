using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>Requests to a sandbox, as an ordinary HTTP client sends them.</summary>
internal sealed class Ask(SandboxHost sandbox) : IDisposable
{
    public const string LongText = "one two three, four five six; 七八九 ten";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    public string? Key { get; init; } = "sk-test-0123456789";

    public static string Chat(string text = LongText, bool stream = false, string extra = "") =>
        $$"""{"model":"gpt-4o","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":{{JsonValue.Create(text)!.ToJsonString()}}}]{{extra}}}""";

    public Task<HttpResponseMessage> ChatAsync(string text = LongText, bool stream = false, string extra = "") =>
        PostAsync("v1/chat/completions", Chat(text, stream, extra));

    public Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (Key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
