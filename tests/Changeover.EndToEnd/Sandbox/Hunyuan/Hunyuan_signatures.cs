using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Exchanges;
using Microsoft.Extensions.Time.Testing;

namespace Changeover.EndToEnd.Sandbox.Hunyuan;

/// <summary>The sandbox answers those only who signed as Tencent Cloud asks.</summary>
public sealed class Hunyuan_signatures
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_let_in_when_they_are_right_and_known_by_the_secret_id()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);

        var response = await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi")));
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        Assert.Equal("hi", (string?)response["Choices"]![0]!["Message"]!["Content"]);
        var entry = sandbox.State.Journal.Entries[0];
        Assert.Equal((Credential.Hash(ask.SecretId), "hunyuan-turbos-latest"), (entry.Key, entry.Model));
        Assert.DoesNotContain(ask.SecretId, entry.Headers["authorization"], StringComparison.Ordinal);
    }

    /// <summary>A signature that was computed apart from this code, by the algorithm that reproduces the published examples.</summary>
    [Fact]
    public async Task That_were_computed_elsewhere_are_let_in_too()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1551113065));
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions
        {
            Time = time,
            TencentSecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
            TencentSecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        }, Cancellation);
        using var http = new HttpClient { BaseAddress = sandbox.ProviderUrl };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"Model":"hunyuan-lite","Messages":[{"Role":"user","Content":"hi"}],"Stream":false}""")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Host = "hunyuan.tencentcloudapi.com";
        request.Headers.Add("X-TC-Action", "ChatCompletions");
        request.Headers.Add("X-TC-Version", "2023-09-01");
        request.Headers.Add("X-TC-Timestamp", "1551113065");
        request.Headers.TryAddWithoutValidation("Authorization",
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/hunyuan/tc3_request, SignedHeaders=content-type;host, "
            + "Signature=2aab3bc99598abb524a1eb579ae36d5a23d7c423f802d1efab768c7f4db5597f");

        var answer = await http.SendAsync(request, Cancellation).JsonAsync();

        Assert.Equal("hi", (string?)answer["Response"]!["Choices"]![0]!["Message"]!["Content"]);
    }

    [Fact]
    public async Task Are_refused_when_the_secret_or_what_was_signed_is_another()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var right = new AskHunyuan(sandbox);
        using var otherId = new AskHunyuan(sandbox) { SecretId = "AKIDother" };
        using var otherKey = new AskHunyuan(sandbox) { SecretKey = "other" };
        var chat = AskHunyuan.Chat(AskHunyuan.User("hi"));

        var body = await right.ResponseAsync(chat, request => request.Content = new StringContent(chat + " ", Encoding.UTF8, "application/json"));
        var header = await right.ResponseAsync(chat, request => Replace(request, "X-TC-Action", "GetEmbedding"));
        var missing = await right.ResponseAsync(chat, request => request.Headers.Remove("Authorization"));
        var bearer = await right.ResponseAsync(chat, request => Replace(request, "Authorization", "Bearer sk-test"));

        Assert.Equal("AuthFailure.SecretIdNotFound", Code(await otherId.ResponseAsync(chat)));
        Assert.Equal("AuthFailure.SignatureFailure", Code(await otherKey.ResponseAsync(chat)));
        Assert.Equal("AuthFailure.SignatureFailure", Code(body));
        Assert.Equal("AuthFailure.SignatureFailure", Code(header));
        Assert.Equal("AuthFailure.InvalidAuthorization", Code(missing));
        Assert.Equal("AuthFailure.InvalidAuthorization", Code(bearer));
    }

    [Theory]
    [InlineData(-299, null)]
    [InlineData(299, null)]
    [InlineData(-301, "AuthFailure.SignatureExpire")]
    [InlineData(301, "AuthFailure.SignatureExpire")]
    public async Task Hold_for_five_minutes(int seconds, string? code)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Time = time }, Cancellation);
        using var ask = new AskHunyuan(sandbox) { Now = time.GetUtcNow().AddSeconds(seconds) };

        Assert.Equal(code, Code(await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi")))));
    }

    [Theory]
    [InlineData("X-TC-Action", "MissingParameter")]
    [InlineData("X-TC-Version", "MissingParameter")]
    [InlineData("X-TC-Timestamp", "MissingParameter")]
    public async Task Do_not_stand_for_the_common_parameters(string header, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);

        Assert.Equal(code, Code(await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi")), request => request.Headers.Remove(header))));
    }

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }

    private static string? Code(JsonNode response) => (string?)response["Error"]?["Code"];
}
