using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Anthropic;

/// <summary>Anthropic's own client takes the sandbox for Anthropic.</summary>
public sealed class The_Anthropic_SDK
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_an_answer_whole_and_streamed()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var client = Client(sandbox);
        var text = new StringBuilder();

        var whole = await client.Messages.Create(Question("hello there"), Cancellation);
        await foreach (var update in client.Messages.CreateStreaming(Question("hello there"), Cancellation))
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part)) text.Append(part.Text);

        Assert.True(whole.Content[0].TryPickText(out var block));
        Assert.Equal("hello there", block.Text);
        Assert.Equal("hello there", text.ToString());
        Assert.Equal(2, whole.Usage.OutputTokens);
    }

    [Fact]
    public async Task Plays_a_tool_loop_with_signed_thinking()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var client = Client(sandbox);
        var question = Question("Lima") with
        {
            Thinking = new ThinkingConfigEnabled(1024),
            Tools = [new Tool { Name = "weather", InputSchema = new() { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") } } }],
        };

        var call = await client.Messages.Create(question, Cancellation);
        Assert.True(call.Content[0].TryPickThinking(out var thinking));
        Assert.True(call.Content[1].TryPickToolUse(out var use));
        var answer = await client.Messages.Create(
            question with
            {
                Messages =
                [
                    .. question.Messages,
                    new AssistantMessageParam(new List<ContentBlockParam>
                    {
                        new ThinkingBlockParam { Thinking = thinking.Thinking, Signature = thinking.Signature },
                        new ToolUseBlockParam { ID = use.ID, Name = use.Name, Input = use.Input },
                    }),
                    new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(use.ID) { Content = "sun" } }),
                ],
            },
            Cancellation);

        Assert.Equal("Lima", use.Input["city"].GetString());
        Assert.Equal("end_turn", answer.StopReason?.Raw());
    }

    [Theory]
    [InlineData("region_block", typeof(AnthropicForbiddenException))]
    [InlineData("rate_limited", typeof(AnthropicRateLimitException))]
    [InlineData("overloaded", typeof(AnthropicOverloadedException))]
    [InlineData("unauthorized", typeof(AnthropicUnauthorizedException))]
    public async Task Names_an_error_as_the_real_ones(string fault, System.Type error)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(fault);
        using var client = Client(sandbox);

        Assert.IsType(error, await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Question("hello"), Cancellation)));
    }

    private static AnthropicClient Client(SandboxHost sandbox) =>
        new() { ApiKey = "sk-ant-0123456789", BaseUrl = sandbox.ProviderUrl.ToString().TrimEnd('/'), MaxRetries = 0 };

    private static MessageCreateParams Question(string text) =>
        new() { Model = "claude-opus", MaxTokens = 2048, Messages = [new UserMessageParam(text)] };
}
