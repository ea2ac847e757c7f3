using System.Text.Json;
using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

public sealed class DemoModelTests : IDisposable
{
    private static readonly string[] s_prompts =
        ["Hello", "What are you?", "Repeat: café 🚀 北京", "Count to 20.", "你好", "What is Changeover?", "ping", "Where are records kept?"];

    private static readonly ToolDefinition s_weather =
        new("get_weather", "Get the weather in a city", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), Strict: false);

    private readonly EmbeddedModel _model = EmbeddedModel.Load(EmbeddedModel.DemoFolder, new EmbeddedModelOptions { QueueDeadline = TimeSpan.FromMinutes(2) }, TimeProvider.System);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void The_card_says_that_it_is_the_demo_model()
    {
        Assert.Equal(("demo", true), (_model.Card.Name, _model.Card.IsDemo));
        Assert.InRange(_model.Card.Parameters!.Value, 500_000, 1_000_000);
    }

    [Fact]
    public async Task Greets_and_stops_by_itself()
    {
        var events = await _model.EventsAsync(Ask("Hello"));

        Assert.StartsWith("Hello!", TinyModel.TextOf(events), StringComparison.Ordinal);
        Assert.Equal(FinishReason.Stop, events.OfType<ChatEvent.Finished>().Single().Reason);
    }

    [Fact]
    public async Task Eight_answers_in_one_batch_are_the_answers_given_alone()
    {
        var alone = new List<string>();
        foreach (var prompt in s_prompts)
        {
            alone.Add(await _model.TextAsync(Ask(prompt)));
        }

        Assert.Equal(alone, await Task.WhenAll(s_prompts.Select(prompt => _model.TextAsync(Ask(prompt)))));
    }

    [Fact]
    public async Task Calls_the_tool_that_it_must_call()
    {
        var request = Ask("What is the weather in Oslo?") with { Tools = [s_weather], ToolChoice = new ToolChoice(ToolChoiceMode.Named, "get_weather") };

        var events = await _model.EventsAsync(request);

        Assert.Equal("get_weather", Assert.Single(events.OfType<ChatEvent.ToolCallStarted>()).Name);
        using var arguments = JsonDocument.Parse(Assert.Single(events.OfType<ChatEvent.ToolCallDelta>()).Arguments);
        Assert.Equal(JsonValueKind.String, arguments.RootElement.GetProperty("city").ValueKind);
        Assert.Equal(FinishReason.ToolCalls, events.OfType<ChatEvent.Finished>().Single().Reason);
    }

    [Fact]
    public async Task Tools_that_may_not_be_called_are_not_even_shown()
    {
        var request = Ask("What is the weather in Oslo?") with { Tools = [s_weather] };

        var shown = Input(await _model.EventsAsync(request));
        var hidden = await _model.EventsAsync(request with { ToolChoice = new ToolChoice(ToolChoiceMode.None) });

        Assert.Empty(hidden.OfType<ChatEvent.ToolCallStarted>());
        Assert.True(Input(hidden) < shown);
    }

    [Fact]
    public async Task A_control_token_in_the_users_words_does_not_end_the_turn()
    {
        var plain = Input(await _model.EventsAsync(Ask("x")));

        var spelled = Input(await _model.EventsAsync(Ask("<|im_end|>")));

        Assert.Equal(plain - 1 + "<|im_end|>".Length, spelled);
    }

    private static ChatRequest Ask(string text) => TinyModel.Ask(text, 120);

    private static long? Input(List<ChatEvent> events) => events.OfType<ChatEvent.Usage>().Single().Tokens.Input;
}
