using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>OpenAI's own client takes the sandbox for OpenAI.</summary>
public sealed class The_official_SDK
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chats_buffered_and_streamed()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var chat = Client(sandbox).GetChatClient("gpt-4o");

        ChatCompletion whole = await chat.CompleteChatAsync([new UserChatMessage("hello there")], cancellationToken: Cancellation);
        var text = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("hello there")], cancellationToken: Cancellation))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
            usage ??= update.Usage;
        }

        Assert.Equal("hello there", whole.Content[0].Text);
        Assert.Equal("hello there", text.ToString());
        Assert.Equal((2, 2), (usage!.InputTokenCount, usage.OutputTokenCount));
    }

    [Fact]
    public async Task Reads_a_streamed_tool_call()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("weather", null, BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}""")) },
        };
        var (name, arguments) = ("", new StringBuilder());

        await foreach (var update in Client(sandbox).GetChatClient("gpt-4o").CompleteChatStreamingAsync([new UserChatMessage("Lima")], options, Cancellation))
            foreach (var call in update.ToolCallUpdates)
            {
                name += call.FunctionName;
                arguments.Append(call.FunctionArgumentsUpdate);
            }

        Assert.Equal("weather", name);
        Assert.Equal("""{"city":"Lima"}""", arguments.ToString());
    }

    [Fact]
    public async Task Embeds_and_lists_models()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var client = Client(sandbox);

        var embedding = await client.GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingAsync("hello", cancellationToken: Cancellation);
        var models = await client.GetOpenAIModelClient().GetModelsAsync(Cancellation);

        Assert.Equal(256, embedding.Value.ToFloats().Length);
        Assert.Contains("gpt-4o", models.Value.Select(model => model.Id));
    }

    [Fact]
    public async Task Carries_a_response_on()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        var responses = Client(sandbox).GetResponsesClient();
        var text = new StringBuilder();

        ResponseResult first = await responses.CreateResponseAsync("gpt-4o", "hello there", cancellationToken: Cancellation);
        await foreach (var update in await responses.CreateResponseStreamingAsync("gpt-4o", "and now?", first.Id, Cancellation))
            if (update is StreamingResponseOutputTextDeltaUpdate delta) text.Append(delta.Delta);

        Assert.Equal("hello there", first.GetOutputText());
        Assert.Equal("and now?", text.ToString());
    }

    [Fact]
    public async Task Reports_a_region_block_as_the_real_one()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set("region_block");

        var blocked = await Assert.ThrowsAsync<ClientResultException>(() =>
            Client(sandbox).GetChatClient("gpt-4o").CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancellation));

        Assert.Equal(403, blocked.Status);
        Assert.Contains("unsupported_country_region_territory", blocked.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_tell_a_stream_without_a_finish_from_a_whole_one()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set("no_finish");
        ChatFinishReason? reason = null;
        var updates = 0;

        await foreach (var update in Client(sandbox).GetChatClient("gpt-4o").CompleteChatStreamingAsync([new UserChatMessage("one two")], cancellationToken: Cancellation))
        {
            updates++;
            reason ??= update.FinishReason;
        }

        Assert.Equal(3, updates);
        Assert.Null(reason);
    }

    [Fact]
    public async Task Fails_on_a_cut()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan("cut_mid_frame") { Parameters = new() { ["after_events"] = 1 } });
        var text = new StringBuilder();

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var update in Client(sandbox).GetChatClient("gpt-4o").CompleteChatStreamingAsync([new UserChatMessage("one two")], cancellationToken: Cancellation))
                foreach (var part in update.ContentUpdate) text.Append(part.Text);
        });

        Assert.Equal("one", text.ToString());
    }

    private static OpenAIClient Client(SandboxHost sandbox) => new(
        new ApiKeyCredential("sk-sdk-0123456789"),
        new OpenAIClientOptions { Endpoint = new Uri(sandbox.ProviderUrl, "v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
