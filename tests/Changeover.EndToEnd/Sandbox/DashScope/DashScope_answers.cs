using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.DashScope;

/// <summary>The sandbox answers the way DashScope's own API does.</summary>
public sealed class DashScope_answers
{
    private const string AsMessage = """{"result_format":"message"}""";
    private const string Incremental = """{"result_format":"message","incremental_output":true}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "qwen-plus", false)]
    [InlineData("{}", "qwen3-max", true)]
    [InlineData(AsMessage, "qwen-plus", true)]
    [InlineData("""{"result_format":"text"}""", "qwen3-max", false)]
    public async Task Are_a_text_or_a_message(string parameters, string model, bool isMessage)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var answer = await ask.AskAsync(AskDashScope.User("one two"), parameters, model: model).JsonAsync();

        var output = answer["output"]!;
        Assert.Equal(isMessage, output["choices"] is not null);
        Assert.Equal("one two", (string?)(isMessage ? output["choices"]![0]!["message"]!["content"] : output["text"]));
        Assert.Equal("stop", (string?)(isMessage ? output["choices"]![0]!["finish_reason"] : output["finish_reason"]));
        Assert.Equal((2, 2, 4), Usage(answer));
        Assert.NotNull(answer["request_id"]);
    }

    [Fact]
    public async Task Repeat_all_of_the_text_in_each_event_unless_the_output_is_incremental()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var cumulative = await AskDashScope.EventsAsync(ask.AskAsync(AskDashScope.User("one two three"), AsMessage, stream: true));
        var incremental = await AskDashScope.EventsAsync(ask.AskAsync(AskDashScope.User("one two three"), Incremental, stream: true));

        Assert.Equal(["one", "one two", "one two three", "one two three"], cumulative.Select(e => (string?)Message(e.Data)["content"]));
        Assert.Equal(["one", " two", " three", ""], incremental.Select(e => (string?)Message(e.Data)["content"]));
        foreach (var events in new[] { cumulative, incremental })
        {
            Assert.Equal(["null", "null", "null", "stop"], events.Select(e => (string?)e.Data["output"]!["choices"]![0]!["finish_reason"]));
            Assert.Equal([1, 2, 3, 3], events.Select(e => (int)e.Data["usage"]!["output_tokens"]!));
            Assert.All(events, e => Assert.Equal(("result", 200), (e.Name, e.Status)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_parallel_tool_calls_that_add_up_to_the_buffered_ones(bool isIncremental)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);
        var parameters = $$"""{"result_format":"message","incremental_output":{{(isIncremental ? "true" : "false")}},"parallel_tool_calls":true,"tools":[{{AskDashScope.Weather}},{{AskDashScope.Time}}]}""";
        var question = AskDashScope.User("Lima\nsandbox: tools=2");

        var whole = (await ask.AskAsync(question, parameters).JsonAsync())["output"]!["choices"]![0]!;
        var events = await AskDashScope.EventsAsync(ask.AskAsync(question, parameters, stream: true));

        var pieces = events.SelectMany(e => Message(e.Data)["tool_calls"]?.AsArray() ?? []).OfType<JsonNode>().ToList();
        var calls = isIncremental ? pieces : [.. Message(events[^1].Data)["tool_calls"]!.AsArray().OfType<JsonNode>()];
        foreach (var call in whole["message"]!["tool_calls"]!.AsArray())
        {
            var mine = calls.Where(piece => (int)piece["index"]! == (int)call!["index"]!).ToList();
            Assert.Equal((string?)call!["function"]!["name"], (string?)mine[0]["function"]!["name"]);
            Assert.Equal((string?)call["function"]!["arguments"], string.Concat(mine.Select(piece => (string?)piece["function"]!["arguments"])));
            if (isIncremental) Assert.All(mine.Skip(1), piece => Assert.Equal("", (string?)piece["id"]));
        }
        Assert.Equal("""{"city":"Lima","days":1}""", (string?)whole["message"]!["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal(("tool_calls", "tool_calls"), ((string)whole["finish_reason"]!, (string)events[^1].Data["output"]!["choices"]![0]!["finish_reason"]!));
    }

    [Fact]
    public async Task Think_in_a_field_of_its_own_and_say_how_much()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var events = await AskDashScope.EventsAsync(ask.AskAsync(
            AskDashScope.User("hi"), """{"result_format":"message","incremental_output":true,"enable_thinking":true}""", stream: true));

        Assert.Equal(16, string.Concat(events.Select(e => (string?)Message(e.Data)["reasoning_content"])).Split(' ').Length);
        Assert.Equal("hi", string.Concat(events.Select(e => (string?)Message(e.Data)["content"])));
        Assert.Equal(16, (int)events[^1].Data["usage"]!["output_tokens_details"]!["reasoning_tokens"]!);
        Assert.Equal((1, 17, 18), Usage(events[^1].Data));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_what_is_billed(bool stream)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);
        var asking = ask.AskAsync(AskDashScope.User("Lima\nsandbox: reason=5 cached=3"), $$"""{"result_format":"message","n":2,"tools":[{{AskDashScope.Weather}}]}""", stream);

        var usage = (stream ? (await AskDashScope.EventsAsync(asking))[^1].Data : await asking.JsonAsync())["usage"]!;
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        var line = sandbox.State.Journal.Bill.Lines[0];
        Assert.Equal((line.PromptTokens, line.CompletionTokens), ((long)usage["input_tokens"]!, (long)usage["output_tokens"]!));
        Assert.Equal(line.ReasoningTokens, (long)usage["output_tokens_details"]!["reasoning_tokens"]!);
        Assert.Equal(line.CachedTokens, (long)usage["prompt_tokens_details"]!["cached_tokens"]!);
        Assert.Equal((10, 3), (line.ReasoningTokens, line.CachedTokens));
    }

    [Fact]
    public async Task Are_parts_where_the_input_may_have_pictures()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var answer = await ask.AskAsync("""{"role":"user","content":[{"image":"https://x/y.png"},{"text":"a cat"}]}""", model: "qwen-vl-max", kind: "multimodal").JsonAsync();

        Assert.Equal("""[{"text":"a cat"}]""", Message(answer)["content"]!.ToJsonString());
        Assert.Equal((87, 2, 89), Usage(answer));
    }

    [Fact]
    public async Task Cut_at_a_stop_sequence_and_at_the_token_limit()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var stopped = await ask.AskAsync(AskDashScope.User("one two three"), """{"result_format":"message","stop":"two"}""").JsonAsync();
        var limited = await ask.AskAsync(AskDashScope.User("one two three"), """{"result_format":"message","max_tokens":2}""").JsonAsync();

        Assert.Equal(("one ", "stop"), ((string)Message(stopped)["content"]!, (string)stopped["output"]!["choices"]![0]!["finish_reason"]!));
        Assert.Equal(("one two", "length"), ((string)Message(limited)["content"]!, (string)limited["output"]!["choices"]![0]!["finish_reason"]!));
    }

    private static JsonNode Message(JsonNode answer) => answer["output"]!["choices"]![0]!["message"]!;

    private static (int Input, int Output, int Total) Usage(JsonNode answer)
    {
        var usage = answer["usage"]!;
        return ((int)usage["input_tokens"]!, (int)usage["output_tokens"]!, (int)usage["total_tokens"]!);
    }
}
