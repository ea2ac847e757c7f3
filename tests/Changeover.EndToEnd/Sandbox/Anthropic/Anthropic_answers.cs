using System.Text.Json.Nodes;
using Changeover.Sandbox;
using Changeover.Sandbox.Faults;

namespace Changeover.EndToEnd.Sandbox.Anthropic;

/// <summary>The sandbox answers messages the way Anthropic does.</summary>
public sealed class Anthropic_answers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1/messages")]
    [InlineData("anthropic/v1/messages?beta=true")]
    [InlineData("apps/anthropic/v1/messages")]
    public async Task Are_given_under_any_prefix(string path)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);

        var message = await ask.SendAsync(AskAnthropic.Message("hello there"), path).JsonAsync();

        Assert.Equal(("message", "assistant", "claude-opus"), ((string)message["type"]!, (string)message["role"]!, (string)message["model"]!));
        Assert.Equal("hello there", (string?)message["content"]![0]!["text"]);
        Assert.Equal("end_turn", (string?)message["stop_reason"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Are_streamed_as_the_text_that_would_have_been_buffered(int chunkTokens)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { ChunkTokens = chunkTokens } }, Cancellation);
        using var ask = new AskAnthropic(sandbox);

        var events = await ask.SendAsync(AskAnthropic.Message(more: ",\"stream\":true")).EventsAsync();

        var deltas = (12 + chunkTokens - 1) / chunkTokens;
        Assert.Equal(
            ["message_start", "ping", "content_block_start", .. Enumerable.Repeat("content_block_delta", deltas), "content_block_stop", "message_delta", "message_stop"],
            events.Select(e => (string?)e["type"]));
        Assert.Equal(Ask.LongText, string.Concat(events.Select(e => (string?)e["delta"]?["text"])));
        Assert.Equal((12, "end_turn"), ((int)events[^2]["usage"]!["output_tokens"]!, (string)events[^2]["delta"]!["stop_reason"]!));
    }

    [Fact]
    public async Task Think_speak_and_call_two_tools_block_after_block()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        const string wish = "Lima\nsandbox: tools=2 talk reason=3";

        var message = await ask.SendAsync(AskAnthropic.Message(wish, AskAnthropic.Tools + AskAnthropic.Thinking)).JsonAsync();
        var events = await ask.SendAsync(AskAnthropic.Message(wish, AskAnthropic.Tools + AskAnthropic.Thinking + ",\"stream\":true")).EventsAsync();

        var blocks = message["content"]!.AsArray();
        Assert.Equal(["thinking", "text", "tool_use", "tool_use"], blocks.Select(block => (string?)block!["type"]));
        Assert.Equal("tool_use", (string?)message["stop_reason"]);
        Assert.Equal("""{"city":"Lima"}""", blocks[2]!["input"]!.ToJsonString());
        for (var index = 0; index < blocks.Count; index++)
        {
            var own = events.Where(e => e["index"] is { } at && (int)at == index).ToList();
            Assert.Equal(("content_block_start", "content_block_stop"), ((string)own[0]["type"]!, (string)own[^1]["type"]!));
            Assert.Equal((string?)blocks[index]!["type"], (string?)own[0]["content_block"]!["type"]);
            Assert.Equal((string?)blocks[index]!["thinking"] ?? "", string.Concat(own.Select(e => (string?)e["delta"]?["thinking"])));
            Assert.Equal((string?)blocks[index]!["signature"] ?? "", string.Concat(own.Select(e => (string?)e["delta"]?["signature"])));
            Assert.Equal(blocks[index]!["input"]?.ToJsonString() ?? "", string.Concat(own.Select(e => (string?)e["delta"]?["partial_json"])));
        }
    }

    [Fact]
    public async Task Count_cached_input_apart()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        const string text = "one two three\nsandbox: cached=3 written=2";

        var usage = (await ask.SendAsync(AskAnthropic.Message(text)).JsonAsync())["usage"]!;
        var counted = await ask.SendAsync($$"""{"model":"claude-opus","messages":[{{AskAnthropic.User(text)}}]}""", "v1/messages/count_tokens").JsonAsync();

        Assert.Equal((3, 2), ((int)usage["cache_read_input_tokens"]!, (int)usage["cache_creation_input_tokens"]!));
        Assert.Equal((int)counted["input_tokens"]!, 3 + 2 + (int)usage["input_tokens"]!);
        Assert.Equal((int)counted["input_tokens"]!, sandbox.State.Journal.Bill.PromptTokens);
    }

    [Theory]
    [InlineData("one two three", ",\"max_tokens\":2", "max_tokens", null)]
    [InlineData("one two three", ",\"stop_sequences\":[\"three\",\"two\"]", "stop_sequence", "two")]
    [InlineData("no\nsandbox: refusal", "", "refusal", null)]
    public async Task Stop_for_the_reason_there_is(string text, string more, string reason, string? sequence)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var json = more.Contains("max_tokens", StringComparison.Ordinal)
            ? AskAnthropic.Message(text).Replace("2048", "2", StringComparison.Ordinal)
            : AskAnthropic.Message(text, more);

        var message = await ask.SendAsync(json).JsonAsync();

        Assert.Equal((reason, sequence), ((string?)message["stop_reason"], (string?)message["stop_sequence"]));
    }

    [Theory]
    [InlineData("content_filter", "refusal")]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("model_context_window_exceeded", "model_context_window_exceeded")]
    public async Task Stop_for_another_reason_when_a_fault_says_so(string reason, string seen)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        sandbox.State.Faults.Set(new FaultPlan("finish_reason") { Parameters = new() { ["reason"] = reason } });
        using var ask = new AskAnthropic(sandbox);

        var message = await ask.SendAsync(AskAnthropic.Message()).JsonAsync();

        Assert.Equal(seen, (string?)message["stop_reason"]);
    }

    [Theory]
    [InlineData("""{"type":"tool","name":"time"}""", "time")]
    [InlineData("""{"type":"any"}""", "weather")]
    [InlineData("""{"type":"none"}""", null)]
    public async Task Obey_the_choice_of_tools(string choice, string? called)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);

        var message = await ask.SendAsync(AskAnthropic.Message("Lima", $"{AskAnthropic.Tools},\"tool_choice\":{choice}")).JsonAsync();

        Assert.Equal(called, (string?)message["content"]![0]!["name"]);
    }

    [Fact]
    public async Task Follow_a_schema()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        const string schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

        var message = await ask.SendAsync(AskAnthropic.Message("Lima", $$$""","output_config":{"format":{"type":"json_schema","schema":{{{schema}}}}}""")).JsonAsync();

        Assert.Equal("""{"city":"Lima"}""", (string?)message["content"]![0]!["text"]);
    }
}
