using System.Text;
using System.Text.Json;
using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

/// <summary>A model of random weights says nothing sensible: whatever is well formed here is the constraint's doing.</summary>
public sealed class ConstrainedAnswerTests : IDisposable
{
    private static readonly JsonElement s_schema = JsonElement.Parse(
        """{"type":"object","properties":{"ok":{"type":"boolean"},"level":{"enum":["low","high"]}},"required":["ok","level"],"additionalProperties":false}""");

    private static readonly ToolDefinition[] s_tools =
    [
        new("switch", "Throws a switch", s_schema, Strict: true),
        new("noop", null, null, Strict: false),
    ];

    private readonly EmbeddedModel _model = TinyModel.Load(new EmbeddedModelOptions { QueueDeadline = TimeSpan.FromMinutes(2) });

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task A_schema_rules_every_answer()
    {
        var request = Warm() with { ResponseFormat = new ResponseFormat.JsonSchema("answer", s_schema, Strict: true) };

        var answers = await Task.WhenAll(Seeds().Select(seed => _model.EventsAsync(Seeded(request, seed))));

        Assert.All(answers, events =>
        {
            AssertFollowsSchema(TinyModel.TextOf(events));
            Assert.Equal(FinishReason.Stop, events.OfType<ChatEvent.Finished>().Single().Reason);
        });
        Assert.True(answers.Select(events => TinyModel.TextOf(events)).Distinct().Count() > 1, "the constraint must leave a choice");
    }

    [Fact]
    public async Task Json_mode_writes_json_as_far_as_it_gets()
    {
        var request = Warm() with { ResponseFormat = new ResponseFormat.JsonObject() };

        foreach (var text in await Task.WhenAll(Seeds().Select(seed => _model.TextAsync(Seeded(request, seed)))))
        {
            Assert.StartsWith("{", text, StringComparison.Ordinal);
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
            while (reader.Read())
            {
            }
        }
    }

    [Fact]
    public async Task A_required_tool_call_is_a_call_of_a_tool_with_the_arguments_it_takes()
    {
        var request = Warm() with { Tools = s_tools, ToolChoice = new ToolChoice(ToolChoiceMode.Required) };

        foreach (var events in await Task.WhenAll(Seeds().Select(seed => _model.EventsAsync(Seeded(request, seed)))))
        {
            var call = Assert.Single(events.OfType<ChatEvent.ToolCallStarted>());
            var arguments = Assert.Single(events.OfType<ChatEvent.ToolCallDelta>()).Arguments;
            Assert.Empty(TinyModel.TextOf(events));
            Assert.Equal(FinishReason.ToolCalls, events.OfType<ChatEvent.Finished>().Single().Reason);
            if (call.Name == "switch")
            {
                AssertFollowsSchema(arguments);
            }
            else
            {
                Assert.Equal(("noop", "{}"), (call.Name, arguments));
            }
        }
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("noop")]
    public async Task A_named_tool_is_the_tool_that_is_called(string name)
    {
        var events = await _model.EventsAsync(Warm() with { Tools = s_tools, ToolChoice = new ToolChoice(ToolChoiceMode.Named, name) });

        Assert.Equal(name, Assert.Single(events.OfType<ChatEvent.ToolCallStarted>()).Name);
    }

    [Fact]
    public async Task A_tool_that_is_not_there_cannot_be_required()
    {
        var required = await RefusalAsync(Warm() with { ToolChoice = new ToolChoice(ToolChoiceMode.Required) });
        var named = await RefusalAsync(Warm() with { Tools = s_tools, ToolChoice = new ToolChoice(ToolChoiceMode.Named, "fly") });

        Assert.Equal((400, "tool_choice"), (required.Status, required.Param));
        Assert.Equal((400, "tool_choice"), (named.Status, named.Param));
        Assert.Contains("'fly'", named.Message);
    }

    [Fact]
    public async Task A_schema_keyword_that_cannot_be_enforced_is_refused_by_name()
    {
        var schema = JsonElement.Parse("""{"type":"object","not":{"required":["a"]}}""");

        var form = await RefusalAsync(Warm() with { ResponseFormat = new ResponseFormat.JsonSchema("answer", schema, Strict: true) });
        var tool = await RefusalAsync(Warm() with { Tools = [new ToolDefinition("t", null, schema, Strict: true)], ToolChoice = new ToolChoice(ToolChoiceMode.Required) });

        Assert.Equal((400, "unsupported_schema", "response_format"), (form.Status, form.Code, form.Param));
        Assert.Equal((400, "unsupported_schema", "tools"), (tool.Status, tool.Code, tool.Param));
        Assert.Contains("'not'", form.Message);
    }

    private static IEnumerable<long> Seeds() => Enumerable.Range(1, 16).Select(seed => (long)seed);

    private static ChatRequest Warm() => TinyModel.Ask("Say something.", 200) with { Sampling = new SamplingOptions { Temperature = 1, Seed = 1 } };

    private static ChatRequest Seeded(ChatRequest request, long seed) => request with { Sampling = request.Sampling with { Seed = seed } };

    private static void AssertFollowsSchema(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(["level", "ok"], document.RootElement.EnumerateObject().Select(property => property.Name).Order());
        Assert.Contains(document.RootElement.GetProperty("level").GetString(), new[] { "low", "high" });
        Assert.Contains(document.RootElement.GetProperty("ok").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
    }

    private async Task<UpstreamError> RefusalAsync(ChatRequest request) =>
        Assert.IsType<ChatEvent.Failed>(Assert.Single(await _model.EventsAsync(request))).Error;
}
