using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Anthropic;

/// <summary>Requests in Anthropic's dialect, as an ordinary HTTP client sends them.</summary>
internal sealed class AskAnthropic(SandboxHost sandbox) : IDisposable
{
    public const string Tools = """
        ,"tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}},{"name":"time","input_schema":{"type":"object"}}]
        """;

    public const string Thinking = ""","thinking":{"type":"enabled","budget_tokens":1024}""";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    public string? Key { get; init; } = "sk-ant-0123456789";

    public string? Version { get; init; } = "2023-06-01";

    /// <summary>One user message.</summary>
    public static string Message(string text = Ask.LongText, string more = "") => Messages(User(text), more);

    public static string Messages(string messages, string more = "") =>
        $$"""{"model":"claude-opus","max_tokens":2048,"messages":[{{messages}}]{{more}}}""";

    public static string User(string text) => $$"""{"role":"user","content":{{JsonValue.Create(text)!.ToJsonString()}}}""";

    public Task<HttpResponseMessage> SendAsync(string json, string path = "v1/messages")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (Key is not null) request.Headers.Add("x-api-key", Key);
        if (Version is not null) request.Headers.Add("anthropic-version", Version);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
