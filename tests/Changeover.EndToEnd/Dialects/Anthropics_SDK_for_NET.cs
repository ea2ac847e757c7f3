using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using AnthropicTool = Anthropic.Models.Messages.Tool;

namespace Changeover.EndToEnd.Dialects;

/// <summary>Anthropic's own client for .NET in front of every kind of provider.</summary>
public sealed class Anthropics_SDK_for_NET(TroubledGateway troubled) : IClassFixture<TroubledGateway>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Providers { get; } = [.. TroubledGateway.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Has_its_answers_whole_and_streamed_and_plays_a_tool_loop_with_thinking(string provider)
    {
        using var client = Client();
        var whole = await client.Messages.Create(Question(provider, "hello there"), Cancellation);
        Assert.True(whole.Content[0].TryPickText(out var block));
        Assert.Equal("hello there", block.Text);

        var text = new StringBuilder();
        await foreach (var update in client.Messages.CreateStreaming(Question(provider, "hello there"), Cancellation))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
            {
                text.Append(part.Text);
            }
        }

        Assert.Equal("hello there", text.ToString());

        var question = Question(provider, "sandbox: reason=5\nLima") with
        {
            Thinking = new ThinkingConfigEnabled(1024),
            Tools = [Tool("weather")],
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

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Has_parallel_calls_a_form_and_a_picture_seen(string provider)
    {
        using var client = Client();
        var calls = await client.Messages.Create(Question(provider, "sandbox: tools=2\nWhat is the weather?") with { Tools = [Tool("get_weather"), Tool("get_time")] }, Cancellation);
        Assert.Equal(["get_weather", "get_time"], calls.Content.Select(content => content.TryPickToolUse(out var use) ? use.Name : null).OfType<string>());

        var form = JsonElement.Parse("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"],"additionalProperties":false}""");
        var formed = await client.Messages.Create(
            Question(provider, "sandbox: json\nParis") with { OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = form.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal) } } }, Cancellation);
        Assert.True(formed.Content[0].TryPickText(out var text));
        Assert.Equal("Paris", JsonElement.Parse(text.Text).GetProperty("answer").GetString());

        var picture = new ImageBlockParam(new Base64ImageSource { Data = "iVBORw0KGgo=", MediaType = MediaType.ImagePng });
        Task<Message> LookAsync() => client.Messages.Create(
            Question(provider, "") with { Messages = [new UserMessageParam(new List<ContentBlockParam> { new TextBlockParam("What is this?"), picture })] }, Cancellation);
        if (provider == "deepseek")
        {
            await Assert.ThrowsAsync<AnthropicBadRequestException>(LookAsync);
            return;
        }

        Assert.True((await LookAsync()).Usage.InputTokens >= 85);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Raises_its_own_exceptions(string provider)
    {
        using var client = Client();
        using var stranger = Client("sk-nobody");
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Messages.Create(Question(provider, "hello") with { Model = "nope" }, Cancellation));
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => stranger.Messages.Create(Question(provider, "hello"), Cancellation));
        await Assert.ThrowsAsync<AnthropicBadRequestException>(() => client.Messages.Create(Question(provider, "hello") with { MaxTokens = -1 }, Cancellation));
        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => client.Messages.Create(Question(provider, "hello") with { Model = "busy-" + TroubledGateway.ModelOf(provider) }, Cancellation));
        await Assert.ThrowsAsync<AnthropicSseException>(() => DrainAsync(client.Messages.CreateStreaming(Question(provider, "sandbox: words=5000") with { Model = "broken-" + TroubledGateway.ModelOf(provider) }, Cancellation)));
    }

    /// <summary>A client that leaves in the middle is seen to leave, by every provider.</summary>
    [Fact]
    public async Task Leaves_when_it_likes()
    {
        using var client = Client();
        foreach (var provider in TroubledGateway.Providers)
        {
            await foreach (var update in client.Messages.CreateStreaming(Question(provider, "sandbox: words=5000"), Cancellation))
            {
                if (update.TryPickContentBlockDelta(out _))
                {
                    break;
                }
            }
        }

        Assert.Null(await troubled.MissingLeaversAsync(1));
    }

    private static async Task DrainAsync(IAsyncEnumerable<RawMessageStreamEvent> updates)
    {
        await foreach (var _ in updates)
        {
        }
    }

    private AnthropicClient Client(string? key = null) => new() { BaseUrl = troubled.Gateway.Address.ToString().TrimEnd('/'), ApiKey = key ?? troubled.Key, MaxRetries = 0 };

    private static AnthropicTool Tool(string name) => new() { Name = name, InputSchema = new() { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") } } };

    private static MessageCreateParams Question(string provider, string text) => new() { Model = TroubledGateway.ModelOf(provider), MaxTokens = 4000, Messages = [new UserMessageParam(text)] };
}
