using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Anthropic's clients name a version and bring their key in one of two headers: the gateway takes each, and sends its own to the provider.</summary>
public sealed class Versions_and_keys_of_Anthropics_API
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Cases { get; } =
    [
        .. from provider in new[] { "anthropic", "openai-compatible", "gemini" }
           from version in new[] { "2023-01-01", "2023-06-01", "2026-10-21", null }
           from header in new[] { "x-api-key", "Authorization" }
           select (provider, version, header),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_version_and_either_header_are_taken(string provider, string? version, string header)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All.Single(supply => supply.Name == provider)]);
        var key = gateway.CreateKey("team");
        using var answer = await AskAsync(gateway, version, header, key);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.True((int)answer.StatusCode == 200, body!.ToJsonString());
        Assert.Equal(("message", "hello there"), ((string?)body["type"], (string?)body["content"]![0]!["text"]));

        var sent = Assert.Single(gateway.Hosts[0].State.Journal.Entries).Headers;
        Assert.Equal(provider == "anthropic" ? "2023-06-01" : null, sent.GetValueOrDefault("anthropic-version"));

        using var stranger = await AskAsync(gateway, version, header, "sk-nobody");
        var error = await stranger.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal((401, "error", "authentication_error"), ((int)stranger.StatusCode, (string?)error!["type"], (string?)error["error"]!["type"]));
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayOfDialects gateway, string? version, string header, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages")
        {
            Content = JsonContent.Create(new { model = "m", max_tokens = 100, messages = new[] { new { role = "user", content = "hello there" } } }),
        };
        request.Headers.TryAddWithoutValidation(header, header == "Authorization" ? "Bearer " + key : key);
        if (version is not null)
        {
            request.Headers.Add("anthropic-version", version);
        }

        return await gateway.Http.SendAsync(request, Cancellation);
    }
}
