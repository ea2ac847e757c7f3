using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Lists of models, counts of tokens and vectors, in the shape that each dialect's clients expect.</summary>
public sealed class What_clients_look_at_first
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/models", "", "data", "id", "m")]
    [InlineData("v1/models", "2023-06-01", "data", "id", "m")]
    [InlineData("v1beta/models", "", "models", "name", "models/m")]
    [InlineData("api/tags", "", "models", "name", "m")]
    public async Task The_list_of_models(string path, string version, string list, string name, string first)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (version.Length > 0)
        {
            request.Headers.Add("anthropic-version", version);
        }

        using var answer = await gateway.Http.SendAsync(request, Cancellation);
        var models = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))![list]!.AsArray();
        Assert.Equal([first, first + "-1"], models.Select(model => (string?)model![name]));
    }

    [Fact]
    public async Task One_model_and_one_that_is_not_there()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        Assert.Equal("models/m", (string?)(await gateway.Http.GetFromJsonAsync<JsonNode>("v1beta/models/m", Cancellation))!["name"]);
        using var missing = await gateway.Http.GetAsync("v1beta/models/x", Cancellation);
        Assert.Equal((404, "NOT_FOUND"), ((int)missing.StatusCode, (string?)(await missing.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["error"]!["status"]));
        using var shown = await gateway.Http.PostAsJsonAsync("api/show", new { model = "m" }, Cancellation);
        Assert.Contains("tools", (await shown.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["capabilities"]!.AsArray().Select(capability => (string?)capability));
        Assert.NotNull((await gateway.Http.GetFromJsonAsync<JsonNode>("api/version", Cancellation))!["version"]);
    }

    [Theory]
    [InlineData("v1/messages/count_tokens", "anthropic", "input_tokens", "")]
    [InlineData("v1/messages/count_tokens", "openai-compatible", "input_tokens", "input_tokens;emulated")]
    [InlineData("v1beta/models/m:countTokens", "gemini", "totalTokens", "")]
    [InlineData("v1beta/models/m:countTokens", "anthropic", "totalTokens", "input_tokens;emulated")]
    [InlineData("v1/responses/input_tokens", "anthropic", "input_tokens", "input_tokens;emulated")]
    public async Task A_count_is_asked_of_a_provider_that_has_one_and_estimated_for_another(string path, string provider, string field, string loss)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All.Single(supply => supply.Name == provider)]);
        var tongue = path.Contains("messages", StringComparison.Ordinal) ? Tongue.Messages : path.Contains("v1beta", StringComparison.Ordinal) ? Tongue.Gemini : Tongue.Responses;
        var body = tongue.Body("m", false, "The quick brown fox jumps over the lazy dog", false);
        body.Remove("max_tokens");
        body.Remove("stream");
        body.Remove("store");
        if (tongue == Tongue.Gemini)
        {
            body.Remove("systemInstruction");
        }

        using var answer = await gateway.Http.PostAsJsonAsync(path, body, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.True((int?)json![field] is > 5 and < 60, json.ToJsonString());
        Assert.Equal(loss, answer.Headers.TryGetValues("x-changeover-loss", out var losses) ? losses.Single() : "");
    }

    [Fact]
    public async Task A_wish_to_have_a_model_loaded_asks_no_provider()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        var loaded = await PostAsync(gateway, "api/generate", new { model = "m" });
        Assert.Equal((true, "load"), ((bool?)loaded["done"], (string?)loaded["done_reason"]));
        Assert.Equal(0, gateway.Hosts[0].State.Journal.Received);
    }

    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("gemini")]
    public async Task Vectors_for_every_client_of_either_kind_of_provider(string provider)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All.Single(supply => supply.Name == provider)]);
        var chat = await PostAsync(gateway, "v1/embeddings", new { model = "m", input = new[] { "a", "b" } });
        Assert.Equal(2, chat["data"]!.AsArray().Count);
        Assert.NotEmpty(chat["data"]![1]!["embedding"]!.AsArray());
        var gemini = await PostAsync(gateway, "v1beta/models/m:embedContent", new { content = new { parts = new[] { new { text = "a" } } } });
        Assert.NotEmpty(gemini["embedding"]!["values"]!.AsArray());
        var ollama = await PostAsync(gateway, "api/embed", new { model = "m", input = new[] { "a", "b" } });
        Assert.Equal(2, ollama["embeddings"]!.AsArray().Count);
    }

    private static async Task<JsonNode> PostAsync(GatewayOfDialects gateway, string path, object body)
    {
        using var answer = await gateway.Http.PostAsJsonAsync(path, body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
