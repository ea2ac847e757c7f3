using System.Diagnostics;
using System.Net.Http.Json;
using Changeover.Keys;
using Changeover.Sandbox.Exchanges;
using Changeover.Storage;

namespace Changeover.EndToEnd.Gateway;

/// <summary>Once a key exists everybody needs one, and it stays in the house.</summary>
public sealed class Keys_at_the_door
{
    private const string TwoRoutes = "  secret:\n    targets: [provider-1/model-9]\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_without_a_key_in_force_gets_in()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var expired = gateway.CreateKey("late", lasts: TimeSpan.FromSeconds(-1));
        var revoked = gateway.CreateKey("gone");
        gateway.RevokeKeys("gone");

        Assert.Equal(("missing_api_key", 401), await RefusalAsync(gateway, null));
        Assert.Equal(("missing_api_key", 401), await RefusalAsync(gateway, ""));
        Assert.Equal(("invalid_api_key", 401), await RefusalAsync(gateway, "sk-of-a-provider"));
        Assert.Equal(("invalid_api_key", 401), await RefusalAsync(gateway, VirtualKey.Create()));
        Assert.Equal(("invalid_api_key", 401), await RefusalAsync(gateway, new string('x', 20_000)));
        Assert.Equal(("expired_api_key", 401), await RefusalAsync(gateway, expired));
        Assert.Equal(("revoked_api_key", 401), await RefusalAsync(gateway, revoked));
        Assert.Equal(0, gateway.First.Journal.Received);
        Assert.All(gateway.Records(), record => Assert.Null(record.OriginalModel)); // the body was not even read
        Assert.Equal(7, gateway.Records().Count);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("authorization", "bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    public async Task Every_usual_header_is_understood_and_none_is_forwarded(string header, string scheme)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        var key = gateway.CreateKey("team-a");
        using var response = await AskAsync(gateway, "gpt-4o", (header, scheme + key));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("team-a", gateway.Record().Owner);
        var entry = Assert.Single(gateway.First.Journal.Entries);
        Assert.Equal(Credential.Hash(GatewayUnderTest.UpstreamCredential), entry.Key);
        Assert.DoesNotContain(entry.Headers, sent => sent.Value.Contains(key, StringComparison.Ordinal) || sent.Value.Contains(Credential.Hash(key), StringComparison.Ordinal));
        Assert.DoesNotContain(key, gateway.Log.Text, StringComparison.Ordinal);
        Assert.Equal(-1, gateway.OnDisk().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(key)));
    }

    [Fact]
    public async Task A_key_sees_and_uses_its_own_routes_only()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, more: TwoRoutes);
        var bearer = ("Authorization", "Bearer " + gateway.CreateKey(routes: ["gpt-4o"]));

        using var allowed = await AskAsync(gateway, "gpt-4o", bearer);
        using var refused = await AskAsync(gateway, "secret", bearer);
        Assert.Equal(200, (int)allowed.StatusCode);
        Assert.Equal("route_not_allowed", (await ErrorAnswer.ReadAsync(refused)).Code);
        Assert.DoesNotContain("secret", await GetAsync(gateway, "v1/models", bearer), StringComparison.Ordinal);
        Assert.Contains("model_not_found", await GetAsync(gateway, "v1/models/secret", bearer), StringComparison.Ordinal);
        Assert.Contains("\"id\":\"gpt-4o\"", await GetAsync(gateway, "v1/models/gpt-4o", bearer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/models")]
    [InlineData("v1/models/gpt-4o")]
    [InlineData("metrics")]
    [InlineData("v1/files")]
    public async Task What_can_be_read_needs_a_key_too(string path)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1, route: "    pass_through: true\n");
        var key = gateway.CreateKey();

        using var stranger = await gateway.Http.GetAsync(path, Cancellation);
        Assert.Equal("missing_api_key", (await ErrorAnswer.ReadAsync(stranger)).Code);
        Assert.DoesNotContain("missing_api_key", await GetAsync(gateway, path, ("Authorization", "Bearer " + key)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_another_process_makes_or_revokes_counts_within_two_seconds()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(providers: 1);
        gateway.CreateKey("first");
        var store = new KeyStore(await Database.OpenExistingAsync(gateway.Data, Cancellation), TimeProvider.System);
        var (entry, key) = store.Create("other", null, null);

        Assert.InRange(await UntilAsync(gateway, key, 200), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        store.Revoke(entry.Id);
        Assert.InRange(await UntilAsync(gateway, key, 401), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static async Task<TimeSpan> UntilAsync(GatewayUnderTest gateway, string key, int status)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await AskAsync(gateway, "gpt-4o", ("Authorization", "Bearer " + key));
            return (int)response.StatusCode == status;
        });
        return watch.Elapsed;
    }

    private static async Task<(string Code, int Status)> RefusalAsync(GatewayUnderTest gateway, string? key)
    {
        using var response = await AskAsync(gateway, "gpt-4o", key is null ? null : ("Authorization", "Bearer " + key));
        var error = await ErrorAnswer.ReadAsync(response);
        return (error.Code, error.Status);
    }

    private static Task<HttpResponseMessage> AskAsync(GatewayUnderTest gateway, string model, (string Name, string Value)? header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model, messages = new[] { new { role = "user", content = "Hello" } } }),
        };
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return gateway.Http.SendAsync(request, Cancellation);
    }

    private static async Task<string> GetAsync(GatewayUnderTest gateway, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var response = await gateway.Http.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
