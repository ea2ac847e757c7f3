using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;

namespace Changeover.EndToEnd.Gateway;

/// <summary>What the product is for: the provider goes away in the middle of an application's traffic, and the application does not notice.</summary>
public sealed class The_cut_off
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_SDK_sees_not_one_failed_request_when_its_provider_blocks_the_region()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var chat = Client(gateway).GetChatClient("gpt-4o");

        for (var request = 0; request < 20; request++)
        {
            if (request == 8)
            {
                gateway.First.Faults.Set("region_block");
            }

            Assert.Equal($"hello number {request}", request % 2 == 0
                ? ((ChatCompletion)await chat.CompleteChatAsync([new UserChatMessage($"hello number {request}")], cancellationToken: Cancellation)).Content[0].Text
                : await StreamAsync(chat, $"hello number {request}"));
        }

        var records = gateway.Records();
        Assert.Equal(20, records.Count);
        Assert.All(records, record => Assert.Equal(200, record.Status));
        Assert.All(records.Take(8), record => Assert.Equal("provider-1", Assert.Single(record.Attempts).Upstream));
        Assert.Equal(["provider-1", "provider-2"], records[8].Attempts.Select(attempt => attempt.Upstream));
        Assert.Equal(Providers.ErrorClass.RegionBlocked, records[8].Attempts[0].Class);

        // From then on the blocked provider is left in peace.
        Assert.All(records.Skip(9), record => Assert.Equal("provider-2", Assert.Single(record.Attempts).Upstream));
        Assert.Equal(9, gateway.First.Journal.Received);
    }

    [Fact]
    public async Task Streams_that_are_running_when_the_provider_goes_away_finish_or_end_in_an_error()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.First.Faults.Set("cut_mid_frame");
        gateway.First.Behaviour = gateway.First.Behaviour with { TokensPerSecond = 20 };
        using var response = await gateway.ChatAsync(stream: true, text: "one two three four five six");
        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("\"one\"", text, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"stream_interrupted\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Second.Journal.Received);
        var record = gateway.Record();
        Assert.Equal("stream_interrupted", record.ErrorCode);
        Assert.Equal(global::Changeover.Gateway.Recording.Stage.Relay, Assert.Single(record.Attempts).Stage);
    }

    private static async Task<string> StreamAsync(ChatClient chat, string text)
    {
        var answer = new StringBuilder();
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(text)], cancellationToken: Cancellation))
        {
            foreach (var part in update.ContentUpdate)
            {
                answer.Append(part.Text);
            }
        }

        return answer.ToString();
    }

    private static OpenAIClient Client(GatewayUnderTest gateway) => new(
        new ApiKeyCredential("any"),
        new OpenAIClientOptions
        {
            Endpoint = new Uri(gateway.Address, "v1"),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(gateway.Http),
        });
}
