using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Hunyuan;
using Changeover.Providers;
using Changeover.Sandbox;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.EndToEnd.Translation;

/// <summary>Requests of OpenAI's clients, as wild as they come, against the rules of DashScope and Hunyuan as the sandbox enforces them.</summary>
public sealed class Native_dialects_take_what_is_written
{
    /// <summary>No history ends in a call that has no result.</summary>
    private static readonly ChatMessage Last = new() { Role = Role.User, Parts = [new ContentPart.Text("Go on, in JSON.")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dashscope-native", "qwen-plus")]
    [InlineData("dashscope-native", "qwen3-vl-plus")]
    [InlineData("hunyuan-native", "hunyuan-turbos-latest")]
    [InlineData("hunyuan-native", "hunyuan-a13b")]
    public async Task No_request_that_is_written_is_refused(string providerName, string model)
    {
        Provider provider = ProviderRegistry.ByName[providerName];
        IProviderDialect dialect = provider.Dialect == Dialect.Hunyuan ? new HunyuanDialect() : new DashScopeDialect();
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        int sent = 0;
        await RequestGen.Request.SampleAsync(async text =>
        {
            var output = new ArrayBufferWriter<byte>();
            if (Translate(text, provider, dialect, model, output) is not { } request)
            {
                return;
            }

            using HttpRequestMessage message = Message(provider, sandbox.ProviderUrl, model, request, output.WrittenMemory);
            using HttpResponseMessage response = await http.SendAsync(message, Cancellation);
            string answer = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.IsSuccessStatusCode && IsAnswer(answer), $"{answer}\nto\n{Encoding.UTF8.GetString(output.WrittenSpan)}\nof\n{text}");
            Interlocked.Increment(ref sent);
        }, iter: 400, threads: 1);
        Assert.InRange(sent, 80, 400);
    }

    /// <summary>null when the gateway would refuse it itself, and when OpenAI does so as well.</summary>
    private static ChatRequest? Translate(string text, Provider provider, IProviderDialect dialect, string model, ArrayBufferWriter<byte> output)
    {
        Assert.True(Changeover.Protocol.OpenAIChat.RequestReader.TryRead(Encoding.UTF8.GetBytes(text), out ChatRequest? request, out var fault), fault?.ToString());
        if (request.Sampling.Temperature < 0 || request.Messages.Any(message => message.ToolCalls.DistinctBy(call => call.Id).Count() < message.ToolCalls.Count))
        {
            return null;
        }

        var losses = new LossList();
        AdaptedRequest adapted = RequestAdapter.Adapt(request with { Messages = [.. request.Messages, Last] }, provider.Rules(DialectRules.Of(provider.Dialect)), losses);
        dialect.WriteRequest(adapted.Request, model, output, losses);
        return losses.Rejected is null ? adapted.Request : null;
    }

    private static HttpRequestMessage Message(Provider provider, Uri sandbox, string model, ChatRequest request, ReadOnlyMemory<byte> body)
    {
        bool hasImages = request.Messages.Any(message => message.Parts.Any(part => part is ContentPart.Image));
        string path = provider.Dialect == Dialect.Hunyuan ? "" : "api/v1/" + DashScopePath.Of(model, hasImages);
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox, path))
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach ((string name, string value) in provider.Headers(Operation.Chat, request.Stream))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (provider.Auth == AuthScheme.Bearer)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test-0123456789");
        }

        var options = new SandboxOptions();
        Assert.True(RequestSigner.TrySign(message, body, provider, $"{options.TencentSecretId}:{options.TencentSecretKey}", TimeProvider.System.GetUtcNow()));
        return message;
    }

    /// <summary>Hunyuan refuses with status 200.</summary>
    private static bool IsAnswer(string body) => body.Contains("data:", StringComparison.Ordinal)
        ? !body.Contains("event:error", StringComparison.Ordinal)
        : JsonNode.Parse(body)!["Response"]?["Error"] is null;
}
