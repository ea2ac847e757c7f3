using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Responses;

/// <summary>The sandbox answers the way OpenAI's Responses API does.</summary>
public sealed class Responses_answers
{
    private static readonly string[] Opening = ["response.created", "response.in_progress"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Are_streamed_in_order_and_end_as_they_would_have_been_buffered(int chunkTokens)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { ChunkTokens = chunkTokens } }, Cancellation);
        using var ask = new AskResponses(sandbox);

        var whole = await ask.CreateAsync(AskResponses.Text()).JsonAsync();
        var events = await ask.CreateAsync(AskResponses.Text(more: ",\"stream\":true")).EventsAsync();

        var deltas = (12 + chunkTokens - 1) / chunkTokens;
        Assert.Equal(
            [.. Opening, "response.output_item.added", "response.content_part.added", .. Enumerable.Repeat("response.output_text.delta", deltas),
                "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed"],
            events.Select(e => (string?)e["type"]));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => (int)e["sequence_number"]!));
        Assert.Equal(Ask.LongText, string.Concat(events.Where(e => (string?)e["type"] == "response.output_text.delta").Select(e => (string?)e["delta"])));
        Assert.Equal(Ask.LongText, (string?)whole["output"]![0]!["content"]![0]!["text"]);
        Assert.Equal(Shown(whole), Shown(events[^1]["response"]!));
    }

    [Fact]
    public async Task Reason_speak_and_call_two_tools_item_after_item()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);

        var events = await ask.CreateAsync(AskResponses.Text("Lima\nsandbox: tools=2 talk", $"{AskResponses.Tools}{AskResponses.Reasoning},\"stream\":true")).EventsAsync();

        var output = events[^1]["response"]!["output"]!.AsArray();
        Assert.Equal(["reasoning", "message", "function_call", "function_call"], output.Select(item => (string?)item!["type"]));
        Assert.Equal("""{"city":"Lima"}""", (string?)output[2]!["arguments"]);
        for (var index = 0; index < output.Count; index++)
        {
            var own = events.Where(e => e["output_index"] is { } at && (int)at == index).ToList();
            Assert.Equal(("response.output_item.added", "response.output_item.done"), ((string)own[0]["type"]!, (string)own[^1]["type"]!));
            Assert.Equal(output[index]!.ToJsonString(), own[^1]["item"]!.ToJsonString());
            Assert.All(own.Where(e => e["item_id"] is not null), e => Assert.Equal((string?)output[index]!["id"], (string?)e["item_id"]));
            var said = (string?)(output[index]!["arguments"] ?? output[index]!["content"]?[0]!["text"] ?? output[index]!["summary"]![0]!["text"]);
            Assert.Equal(said, string.Concat(own.Where(e => ((string)e["type"]!).EndsWith(".delta", StringComparison.Ordinal)).Select(e => (string?)e["delta"])));
        }
    }

    [Theory]
    [InlineData("one two\nsandbox: words=40", ",\"max_output_tokens\":16", "incomplete", "max_output_tokens")]
    [InlineData("one", "", "completed", null)]
    public async Task Say_how_they_ended(string text, string more, string status, string? reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);

        var whole = await ask.CreateAsync(AskResponses.Text(text, more)).JsonAsync();
        var events = await ask.CreateAsync(AskResponses.Text(text, more + ",\"stream\":true")).EventsAsync();

        Assert.Equal((status, reason), ((string?)whole["status"], (string?)whole["incomplete_details"]?["reason"]));
        Assert.Equal(status, (string?)whole["output"]![0]!["status"]);
        Assert.Equal($"response.{status}", (string?)events[^1]["type"]);
    }

    [Fact]
    public async Task Refuse_in_a_part_of_its_own_and_count_what_was_cached_and_reasoned()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);

        var answer = await ask.CreateAsync(AskResponses.Text("no\nsandbox: refusal cached=3 reason=2")).JsonAsync();
        var counted = await ask.CreateAsync(AskResponses.Text("no\nsandbox: refusal cached=3 reason=2"), "v1/responses/input_tokens").JsonAsync();

        Assert.Equal("no", (string?)answer["output"]![1]!["content"]![0]!["refusal"]);
        var usage = answer["usage"]!;
        Assert.Equal((3, 2, 3), ((int)usage["input_tokens_details"]!["cached_tokens"]!, (int)usage["output_tokens_details"]!["reasoning_tokens"]!, (int)usage["output_tokens"]!));
        Assert.Equal((int)counted["input_tokens"]!, (int)usage["input_tokens"]!);
    }

    [Fact]
    public async Task Follow_a_schema()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        const string format = """{"type":"json_schema","name":"p","strict":true,"schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}""";

        var answer = await ask.CreateAsync(AskResponses.Text("Lima", $$""","text":{"format":{{format}}}""")).JsonAsync();

        Assert.Equal("""{"city":"Lima"}""", (string?)answer["output"]![0]!["content"]![0]!["text"]);
    }

    /// <summary>The response without what two requests do not have in common.</summary>
    private static string Shown(JsonNode response)
    {
        var shown = response.DeepClone().AsObject();
        foreach (var name in new[] { "id", "created_at" }) shown.Remove(name);
        foreach (var item in shown["output"]!.AsArray()) item!.AsObject().Remove("id");
        return shown.ToJsonString();
    }
}
