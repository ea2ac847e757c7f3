using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Hunyuan;

/// <summary>The sandbox answers the way Hunyuan's own API does.</summary>
public sealed class Hunyuan_answers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_what_they_would_have_said_in_one_body_with_usage_in_every_event()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        var question = AskHunyuan.User("one two three\nsandbox: reason=2 cached=1");

        var whole = await ask.ResponseAsync(AskHunyuan.Chat(question));
        var events = await ask.AskAsync(AskHunyuan.Chat(question, ",\"Stream\":true")).EventsAsync();

        var message = whole["Choices"]![0]!["Message"]!;
        Assert.Equal("one two three", (string?)message["Content"]);
        foreach (var field in new[] { "Content", "ReasoningContent" })
            Assert.Equal((string?)message[field], string.Concat(events.Select(e => (string?)Delta(e)[field])));
        Assert.Equal(["", "", "", "", "", "stop"], events.Select(e => (string?)e["Choices"]![0]!["FinishReason"]));
        Assert.Equal([1, 2, 3, 4, 5, 5], events.Select(e => (int)e["Usage"]!["CompletionTokens"]!));
        Assert.Equal(whole["Usage"]!.ToJsonString(), events[^1]["Usage"]!.ToJsonString());
        Assert.Equal(1, (int)whole["Usage"]!["PromptTokensDetails"]!["CachedTokens"]!);
        Assert.All(events, e => Assert.Null(e["Response"]));
    }

    [Fact]
    public async Task Keep_the_stop_sequence_in_the_text()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        var chat = AskHunyuan.Chat(AskHunyuan.User("one two three four"), ",\"Stop\":[\"three\",\"four\"]");

        var response = await ask.ResponseAsync(chat);

        Assert.Equal(("one two three", "stop"), ((string)response["Choices"]![0]!["Message"]!["Content"]!, (string)response["Choices"]![0]!["FinishReason"]!));
        Assert.Equal(3, (int)response["Usage"]!["CompletionTokens"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Say_what_is_billed(bool stream)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        var chat = AskHunyuan.Chat(AskHunyuan.User("one two\nsandbox: reason=5"), stream ? ",\"Stream\":true" : "");

        var usage = (stream ? (await ask.AskAsync(chat).EventsAsync())[^1] : await ask.ResponseAsync(chat))["Usage"]!;
        await sandbox.State.Journal.WaitForEndedAsync(1, Cancellation);

        var line = sandbox.State.Journal.Bill.Lines[0];
        Assert.Equal((line.PromptTokens, line.CompletionTokens), ((long)usage["PromptTokens"]!, (long)usage["CompletionTokens"]!));
        Assert.Equal((7, 5), (line.CompletionTokens, line.ReasoningTokens));
    }

    [Fact]
    public async Task Forget_the_beginning_of_a_long_conversation_in_silence()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        var system = $$"""{"Role":"system","Content":"{{string.Join(' ', Enumerable.Repeat("word", 30_000))}}"}""";

        var response = await ask.ResponseAsync(AskHunyuan.Chat($"{system},{AskHunyuan.User("hi")}"));

        Assert.Equal("hi", (string?)response["Choices"]![0]!["Message"]!["Content"]);
        Assert.Equal(28_000, (int)response["Usage"]!["PromptTokens"]!);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"ToolChoice\":\"none\"", false)]
    [InlineData($",\"ToolChoice\":\"custom\",\"CustomTool\":{AskHunyuan.Weather}", true)]
    public async Task Call_a_tool_whose_schema_is_a_text(string more, bool calls)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        var tools = $",\"Tools\":[{AskHunyuan.Weather}]{more}";

        var whole = (await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("Lima"), tools)))["Choices"]![0]!;
        var events = await ask.AskAsync(AskHunyuan.Chat(AskHunyuan.User("Lima"), tools + ",\"Stream\":true")).EventsAsync();

        var pieces = events.SelectMany(e => Delta(e)["ToolCalls"]?.AsArray() ?? []).OfType<JsonNode>().ToList();
        Assert.Equal(calls ? "tool_calls" : "stop", (string?)whole["FinishReason"]);
        Assert.Equal((string?)whole["FinishReason"], (string?)events[^1]["Choices"]![0]!["FinishReason"]);
        if (!calls)
        {
            Assert.Empty(pieces);
            return;
        }
        Assert.Equal("""{"city":"Lima","days":1}""", (string?)whole["Message"]!["ToolCalls"]![0]!["Function"]!["Arguments"]);
        Assert.Equal("""{"city":"Lima","days":1}""", string.Concat(pieces.Select(piece => (string?)piece["Function"]!["Arguments"])));
        Assert.Equal("weather", string.Concat(pieces.Select(piece => (string?)piece["Function"]!["Name"])));
    }

    [Fact]
    public async Task Finish_as_sensitive_when_the_filter_dislikes_them()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);

        var events = await ask.AskAsync(AskHunyuan.Chat(AskHunyuan.User("hi\nsandbox: refusal"), ",\"Stream\":true")).EventsAsync();
        var blocked = await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi\nsandbox: blocked")));

        Assert.Equal("sensitive", (string?)events[^1]["Choices"]![0]!["FinishReason"]);
        Assert.Equal("OperationDenied.TextIllegalDetected", (string?)blocked["Error"]!["Code"]);
    }

    [Fact]
    public async Task Think_where_the_model_does()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);

        var thinking = await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi"), model: "hunyuan-t1-latest"));
        var silent = await ask.ResponseAsync(AskHunyuan.Chat(AskHunyuan.User("hi"), ",\"EnableThinking\":false", "hunyuan-a13b"));

        Assert.NotNull(thinking["Choices"]![0]!["Message"]!["ReasoningContent"]);
        Assert.Null(silent["Choices"]![0]!["Message"]!["ReasoningContent"]);
    }

    [Fact]
    public async Task Embed_a_list_of_texts()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox) { Action = "GetEmbedding" };

        var response = await ask.ResponseAsync("""{"InputList":["a b","c"]}""");
        var tooMany = await ask.ResponseAsync($$"""{"InputList":[{{string.Join(',', Enumerable.Repeat("\"x\"", 51))}}]}""");

        Assert.Equal([1024, 1024], response["Data"]!.AsArray().Select(item => item!["Embedding"]!.AsArray().Count));
        Assert.Equal(3, (int)response["Usage"]!["TotalTokens"]!);
        Assert.NotNull(tooMany["Error"]);
    }

    private static JsonNode Delta(JsonNode e) => e["Choices"]![0]!["Delta"]!;
}
