using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.DashScope;

/// <summary>Requests in DashScope's own dialect, as an ordinary HTTP client sends them.</summary>
internal sealed class AskDashScope(SandboxHost sandbox) : IDisposable
{
    public const string Weather =
        """{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}}}}}""";

    public const string Time = """{"type":"function","function":{"name":"time","parameters":{"type":"object","properties":{}}}}""";

    private readonly HttpClient _http = new() { BaseAddress = sandbox.ProviderUrl };

    public static string User(string text) => $$"""{"role":"user","content":{{JsonValue.Create(text)!.ToJsonString()}}}""";

    /// <summary>Sends messages with parameters.</summary>
    public Task<HttpResponseMessage> AskAsync(string messages, string parameters = "{}", bool stream = false, string model = "qwen-plus", string kind = "text")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/services/aigc/{kind}-generation/generation")
        {
            Content = new StringContent($$"""{"model":"{{model}}","input":{"messages":[{{messages}}]},"parameters":{{parameters}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test-0123456789");
        if (stream) request.Headers.Add("X-DashScope-SSE", "enable");
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>The events of a stream, each with its name, its status and its data.</summary>
    public static async Task<IReadOnlyList<(string Name, int Status, JsonNode Data)>> EventsAsync(Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var frames = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame.Split('\n')).ToList();
        Assert.Equal(Enumerable.Range(1, frames.Count).Select(number => $"id:{number}"), frames.Select(lines => lines[0]));
        return [.. frames.Select(lines => (lines[1]["event:".Length..], int.Parse(lines[2].AsSpan(":HTTP_STATUS/".Length), System.Globalization.CultureInfo.InvariantCulture), JsonNode.Parse(lines[3]["data:".Length..])!))];
    }

    public void Dispose() => _http.Dispose();
}
