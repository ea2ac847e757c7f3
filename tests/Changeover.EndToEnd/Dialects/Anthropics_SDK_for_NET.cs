using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using AnthropicTool = Anthropic.Models.Messages.Tool;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Anthropic's own client for .NET in front of every kind of provider.</summary>
public sealed class Anthropics_SDK_for_NET
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Providers { get; } = [.. Supply.All.Select(supply => supply.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Has_its_answers_whole_and_streamed_and_plays_a_tool_loop_with_thinking(string provider)
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All.Single(supply => supply.Name == provider)]);
        using var client = Client(gateway);
        var whole = await client.Messages.Create(Question("hello there"), Cancellation);
        Assert.True(whole.Content[0].TryPickText(out var block));
        Assert.Equal("hello there", block.Text);

        var text = new StringBuilder();
        await foreach (var update in client.Messages.CreateStreaming(Question("hello there"), Cancellation))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
            {
                text.Append(part.Text);
            }
        }

        Assert.Equal("hello there", text.ToString());

        var question = Question("sandbox: reason=5\nLima") with
        {
            Thinking = new ThinkingConfigEnabled(1024),
            Tools = [new AnthropicTool { Name = "weather", InputSchema = new() { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") } } }],
        };
        var call = await client.Messages.Create(question, Cancellation);
        var use = call.Content.Select(content => content.TryPickToolUse(out var picked) ? picked : null).OfType<ToolUseBlock>().Single();
        var thought = call.Content.Select(content => content.TryPickThinking(out var picked) ? picked : null).OfType<ThinkingBlock>().Select(block => (ContentBlockParam)new ThinkingBlockParam { Thinking = block.Thinking, Signature = block.Signature });
        var answer = await client.Messages.Create(
            question with
            {
                Messages =
                [
                    .. question.Messages,
                    new AssistantMessageParam(new List<ContentBlockParam>([.. thought, new ToolUseBlockParam { ID = use.ID, Name = use.Name, Input = use.Input }])),
                    new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(use.ID) { Content = "sun" } }),
                ],
            },
            Cancellation);
        Assert.Contains(answer.Content, content => content.TryPickText(out _));
    }

    [Fact]
    public async Task Raises_its_own_exceptions()
    {
        await using var gateway = await GatewayOfDialects.StartAsync([Supply.All[0]]);
        using var client = Client(gateway);
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Messages.Create(Question("hello") with { Model = "nope" }, Cancellation));
    }

    private static AnthropicClient Client(GatewayOfDialects gateway) => new() { BaseUrl = gateway.Address.ToString().TrimEnd('/'), ApiKey = "sk-any", MaxRetries = 0 };

    private static MessageCreateParams Question(string text) => new() { Model = "m", MaxTokens = 4000, Messages = [new UserMessageParam(text)] };
}
