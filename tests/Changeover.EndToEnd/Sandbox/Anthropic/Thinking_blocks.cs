using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Anthropic;

/// <summary>Thinking comes back to the sandbox that thought it, unchanged, and in its place.</summary>
public sealed class Thinking_blocks
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("redacted")]
    public async Task Are_taken_back_as_they_were(string wish)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var content = await CallAsync(ask, wish);

        var answer = await ask.SendAsync(Loop(content, AskAnthropic.Thinking)).JsonAsync();

        Assert.Equal(["thinking", "tool_use"], content.Select(block => ((string)block!["type"]!).Replace("redacted_", "", StringComparison.Ordinal)));
        Assert.Equal("end_turn", (string?)answer["stop_reason"]);
    }

    [Theory]
    [InlineData(AskAnthropic.Thinking)]
    [InlineData("")]
    public async Task Are_refused_when_changed_with_thinking_on_or_off(string more)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var content = await CallAsync(ask, "");
        content[0]!["thinking"] = "something else";

        Assert.Equal("messages.1.content.0: Invalid `signature` in `thinking` block", await RefusedAsync(ask, Loop(content, more)));
    }

    [Theory]
    [InlineData("", "messages.1.content.0: Invalid `signature` in `thinking` block")]
    [InlineData("redacted", "messages.1.content.0: Invalid `data` in `redacted_thinking` block")]
    public async Task Of_another_sandbox_are_refused(string wish, string reason)
    {
        await using var first = await SandboxHost.StartAsync(null, Cancellation);
        await using var second = await SandboxHost.StartAsync(null, Cancellation);
        using var askFirst = new AskAnthropic(first);
        using var askSecond = new AskAnthropic(second);

        Assert.Equal(reason, await RefusedAsync(askSecond, Loop(await CallAsync(askFirst, wish), AskAnthropic.Thinking)));
    }

    [Fact]
    public async Task Must_open_the_answer_that_a_result_replies_to_while_thinking_is_on()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var content = await CallAsync(ask, "");
        content.RemoveAt(0);

        Assert.StartsWith("messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`.", await RefusedAsync(ask, Loop(content, AskAnthropic.Thinking)), StringComparison.Ordinal);
        Assert.Equal("end_turn", (string?)(await ask.SendAsync(Loop(content, "")).JsonAsync())["stop_reason"]);
        Assert.Equal("end_turn", (string?)(await ask.SendAsync(Loop(content, ""","thinking":{"type":"adaptive"}""")).JsonAsync())["stop_reason"]);
    }

    [Fact]
    public async Task May_be_left_out_of_turns_that_are_over()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var messages = $$"""{{AskAnthropic.User("hi")}},{"role":"assistant","content":"hi"},{{AskAnthropic.User("and now?")}}""";

        var answer = await ask.SendAsync(AskAnthropic.Messages(messages, AskAnthropic.Thinking)).JsonAsync();

        Assert.Equal(["thinking", "text"], answer["content"]!.AsArray().Select(block => (string?)block!["type"]));
    }

    private static async Task<JsonArray> CallAsync(AskAnthropic ask, string wish) =>
        (await ask.SendAsync(AskAnthropic.Message($"Lima\nsandbox: {wish}", AskAnthropic.Tools + AskAnthropic.Thinking)).JsonAsync())["content"]!.AsArray();

    private static string Loop(JsonArray content, string more)
    {
        var id = (string?)content.First(block => (string?)block!["type"] == "tool_use")!["id"];
        return AskAnthropic.Messages(
            $$"""{{AskAnthropic.User("Lima")}},{"role":"assistant","content":{{content.ToJsonString()}}},{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{id}}","content":"sun"}]}""",
            AskAnthropic.Tools + more);
    }

    private static async Task<string> RefusedAsync(AskAnthropic ask, string json)
    {
        using var answer = await ask.SendAsync(json);
        Assert.Equal(400, (int)answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["error"]!["message"]!;
    }
}
