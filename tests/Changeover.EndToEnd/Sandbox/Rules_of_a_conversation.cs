using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox;

/// <summary>A chat's messages must fit together; OpenAI's rules hold everywhere, and some compatible providers have more.</summary>
public sealed class Rules_of_a_conversation
{
    private const string Question = """{"role":"user","content":"Lima"}""";
    private const string Call = """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]}""";
    private const string Result = """{"role":"tool","tool_call_id":"c1","content":"sun"}""";
    private const string Tools = ""","tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";
    private const string Unanswered = "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: c1";
    private const string NoCall = "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"{Question},{Call}", Unanswered)]
    [InlineData($"{Question},{Call},{Question}", Unanswered)]
    [InlineData($"{Question},{Result}", NoCall)]
    [InlineData($"{Question},{Call},{Result},{Result}", NoCall)]
    [InlineData($"{Question},{Call},{Result},{Question},{Result}", NoCall)]
    [InlineData("""{"role":"tool","content":"x"}""", "Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'.")]
    [InlineData("""{"role":"model","content":"x"}""", "Invalid value: 'model'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.")]
    [InlineData("""{"role":"user","content":null}""", "Invalid value for 'content': expected a string, got null.")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":[]}""", "Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"12345678901234567890123456789012345678901","type":"function","function":{"name":"f","arguments":"{}"}}]}""", "Invalid 'messages[0].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 41 instead.")]
    public async Task Are_OpenAIs(string messages, string reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);

        Assert.Equal((400, reason), await RefusedAsync(sandbox, messages));
    }

    [Theory]
    [InlineData(ProviderRules.None, null)]
    [InlineData(ProviderRules.Hunyuan, null)]
    [InlineData(ProviderRules.Moonshot, "thinking is enabled but reasoning_content is missing in assistant tool call message at index 1")]
    [InlineData(ProviderRules.DeepSeek, "The `reasoning_content` in the thinking mode must be passed back to the API.")]
    public async Task Ask_some_for_the_reasoning_before_a_call(ProviderRules rules, string? reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Rules = rules } }, Cancellation);
        using var ask = new Ask(sandbox);
        var message = (await ask.ChatAsync("Lima\nsandbox: reason=3", extra: Tools).JsonAsync())["choices"]![0]!["message"]!.AsObject();
        var result = $$"""{"role":"tool","tool_call_id":"{{message["tool_calls"]![0]!["id"]}}","content":"sun"}""";

        var whole = await RefusedAsync(sandbox, $"{Question},{message.ToJsonString()},{result}");
        message["reasoning_content"] = "something else";
        var changed = await RefusedAsync(sandbox, $"{Question},{message.ToJsonString()},{result}");
        message.Remove("reasoning_content");
        var without = await RefusedAsync(sandbox, $"{Question},{message.ToJsonString()},{result}");
        var over = await RefusedAsync(sandbox, $"{Question},{message.ToJsonString()},{result},{Question}");
        var disabled = await RefusedAsync(sandbox, $"{Question},{message.ToJsonString()},{result}", ",\"thinking\":{\"type\":\"disabled\"}");

        Assert.Equal(rules == ProviderRules.Hunyuan ? "messages[1]: reasoning_content must not be sent back" : null, whole.Reason);
        Assert.Equal(rules == ProviderRules.Hunyuan ? whole.Reason : reason, changed.Reason);
        Assert.Equal(reason, without.Reason);
        Assert.Null(over.Reason);
        Assert.Null(disabled.Reason);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(",\"reasoning_content\":\"\"", null)]
    [InlineData("", "thinking is enabled but reasoning_content is missing in assistant tool call message at index 1")]
    public async Task Ask_for_the_field_also_in_a_call_of_other_origin_once_thinking_is_asked_for(string field, string? reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Rules = ProviderRules.Moonshot } }, Cancellation);
        var call = Call.Replace("\"content\":null", "\"content\":null" + field, StringComparison.Ordinal);

        var seen = await RefusedAsync(sandbox, $"{Question},{call},{Result}", field.Length > 0 || reason is not null ? ",\"thinking\":{\"type\":\"enabled\"}" : "");

        Assert.Equal(reason, seen.Reason);
    }

    [Theory]
    [InlineData(Question, ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"p\",\"schema\":{}}}", 400, "This response_format type is unavailable now")]
    [InlineData("""{"role":"developer","content":"x"}""", "", 422, "Failed to deserialize the JSON body into the target type: messages[0].role: unknown variant `developer`, expected one of `system`, `user`, `assistant`, `tool`")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}""", "", 400, "Failed to deserialize the JSON body into the target type: messages[0]: unknown variant `image_url`, expected `text`")]
    public async Task Forbid_more_at_DeepSeek(string messages, string more, int status, string reason)
    {
        await using var openAI = await SandboxHost.StartAsync(null, Cancellation);
        await using var deepSeek = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { Rules = ProviderRules.DeepSeek } }, Cancellation);

        Assert.Equal((200, null), await RefusedAsync(openAI, messages, more));
        Assert.Equal((status, reason), await RefusedAsync(deepSeek, messages, more));
    }

    private static async Task<(int Status, string? Reason)> RefusedAsync(SandboxHost sandbox, string messages, string more = "")
    {
        using var ask = new Ask(sandbox);
        using var answer = await ask.PostAsync("v1/chat/completions", $$"""{"model":"gpt-4o","messages":[{{messages}}]{{more}}}""");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        return ((int)answer.StatusCode, (string?)body["error"]?["message"]);
    }
}
