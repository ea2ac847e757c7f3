using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Sandbox;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.EndToEnd.Translation;

/// <summary>Requests of OpenAI's clients, as wild as they come, against the rules of Anthropic's API as the sandbox enforces them.</summary>
public sealed class Anthropic_takes_what_is_written
{
    /// <summary>No history ends in a call that has no result.</summary>
    private static readonly ChatMessage Last = new() { Role = Role.User, Parts = [new ContentPart.Text("Go on.")] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_that_is_written_is_refused()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var http = new HttpClient { BaseAddress = sandbox.ProviderUrl };
        http.DefaultRequestHeaders.Add("x-api-key", "sk-ant-test");
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        int sent = 0;
        await RequestGen.Request.SampleAsync(async text =>
        {
            if (Translate(text) is not { } body)
            {
                return;
            }

            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using HttpResponseMessage response = await http.PostAsync("v1/messages", content, Cancellation);
            string answer = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{answer}\nto\n{Encoding.UTF8.GetString(body)}\nof\n{text}");
            Interlocked.Increment(ref sent);
        }, iter: 500, threads: 1);
        Assert.InRange(sent, 100, 500);
    }

    /// <summary>null when the gateway would refuse it itself.</summary>
    private static byte[]? Translate(string text)
    {
        Assert.True(Changeover.Protocol.OpenAIChat.RequestReader.TryRead(Encoding.UTF8.GetBytes(text), out ChatRequest? request, out var fault), fault?.ToString());
        if (request.Sampling.Temperature < 0 || request.Messages.Any(message => message.ToolCalls.DistinctBy(call => call.Id).Count() < message.ToolCalls.Count))
        {
            // OpenAI refuses it as well.
            return null;
        }

        var losses = new LossList();
        AdaptedRequest adapted = RequestAdapter.Adapt(request with { Messages = [.. request.Messages, Last] }, DialectRules.Of(Dialect.AnthropicMessages), losses);
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(adapted.Request, "claude-sonnet-4-5", output, losses);
        return losses.Rejected is null ? output.WrittenSpan.ToArray() : null;
    }
}
