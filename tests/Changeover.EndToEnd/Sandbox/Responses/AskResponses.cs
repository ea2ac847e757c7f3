using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Responses;

/// <summary>Requests to OpenAI's Responses API, as an ordinary HTTP client sends them.</summary>
internal sealed class AskResponses(SandboxHost sandbox) : IDisposable
{
    public const string Tools = """
        ,"tools":[{"type":"function","name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}},{"type":"function","name":"time"}]
        """;

    public const string Reasoning = ""","reasoning":{"effort":"low","summary":"auto"},"include":["reasoning.encrypted_content"]""";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    /// <summary>One user message, as plain text.</summary>
    public static string Text(string text = Ask.LongText, string more = "") => Input(JsonValue.Create(text)!.ToJsonString(), more);

    public static string Input(string input, string more = "") => $$"""{"model":"gpt-4o","input":{{input}}{{more}}}""";

    public static string Items(params string[] items) => $"[{string.Join(',', items)}]";

    public static string User(string text) => $$"""{"role":"user","content":{{JsonValue.Create(text)!.ToJsonString()}}}""";

    public Task<HttpResponseMessage> CreateAsync(string json, string path = "v1/responses") => SendAsync(HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test-0123456789");
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
