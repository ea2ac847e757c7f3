using System.Net.Http.Headers;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Tests.Providers;

public sealed class RequestSignerTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1_551_113_065);
    private static readonly byte[] Body = """{"Model":"hunyuan-lite","Messages":[{"Role":"user","Content":"hi"}],"Stream":false}"""u8.ToArray();

    [Theory]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE:Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", null)]
    [InlineData("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE:Gu5t9xGARNpq86cd98joQYCN3EXAMPLE:tok:en", "tok:en")]
    public void A_request_to_Hunyuan_carries_its_signature_and_no_secret(string credential, string? token)
    {
        using HttpRequestMessage request = Request();

        Assert.True(RequestSigner.TrySign(request, Body, ProviderRegistry.ByName["hunyuan-native"], credential, Time));
        Assert.EndsWith("Signature=2aab3bc99598abb524a1eb579ae36d5a23d7c423f802d1efab768c7f4db5597f", Header(request, "Authorization"), StringComparison.Ordinal);
        Assert.Equal("1551113065", Header(request, "X-TC-Timestamp"));
        Assert.Equal(token, Header(request, "X-TC-Token"));
        Assert.DoesNotContain("Gu5t9x", request.Headers.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("only-one-half")]
    [InlineData(":")]
    [InlineData("id:")]
    [InlineData("")]
    public void A_credential_of_another_shape_signs_nothing(string credential)
    {
        using HttpRequestMessage request = Request();

        Assert.False(RequestSigner.TrySign(request, Body, ProviderRegistry.ByName["hunyuan-native"], credential, Time));
        Assert.Empty(request.Headers);
    }

    [Fact]
    public void A_provider_that_wants_no_signature_gets_none()
    {
        using HttpRequestMessage request = Request();

        Assert.True(RequestSigner.TrySign(request, Body, ProviderRegistry.ByName["openai"], "sk-1", Time));
        Assert.Empty(request.Headers);
    }

    [Fact]
    public void Native_requests_say_in_headers_what_they_are()
    {
        Assert.Equal(["X-TC-Action: ChatCompletions", "X-TC-Version: 2023-09-01"], Headers("hunyuan-native", streams: true));
        Assert.Equal(["X-DashScope-SSE: enable"], Headers("dashscope-native", streams: true));
        Assert.Empty(Headers("dashscope-native", streams: false));
    }

    private static IEnumerable<string> Headers(string provider, bool streams) =>
        ProviderRegistry.ByName[provider].Headers(Operation.Chat, streams).Select(header => $"{header.Key}: {header.Value}");

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    private static HttpRequestMessage Request() => new(HttpMethod.Post, "https://hunyuan.tencentcloudapi.com/")
    {
        Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
