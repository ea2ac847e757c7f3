using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Anthropic;

/// <summary>The sandbox refuses what the Messages API refuses, in its words.</summary>
public sealed class Anthropic_refusals
{
    private const string Call = """{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"weather","input":{}}]}""";
    private const string Result = """{"type":"tool_result","tool_use_id":"t1","content":"sun"}""";
    private const string Unanswered = "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "messages: at least one message is required")]
    [InlineData("""{"role":"system","content":"x"}""", "messages: Unexpected role \"system\".")]
    [InlineData("""{"role":"tool","content":"x"}""", "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData("""{"role":"user","content":"x","name":"n"}""", "messages.0.name: Extra inputs are not permitted")]
    [InlineData("""{"role":"user","content":""}""", "messages: text content blocks must be non-empty")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":" "}]}""", "messages: text content blocks must contain non-whitespace text")]
    [InlineData("""{"role":"user","content":[]}""", "messages.0: all messages must have non-empty content")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":"x"}]}""", "messages.0.content.0: Input tag 'image_url' found using 'type'")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x","y":1}]}""", "messages.0.content.0.text.y: Extra inputs are not permitted")]
    [InlineData("""{"role":"user","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]}""", "messages.0: `tool_use` blocks can only be in `assistant` messages")]
    [InlineData("""{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"QUJD"}}]}""", "messages.0.content.0.image.source.base64.media_type: Input should be")]
    [InlineData("""{"role":"assistant","content":"x"},USER""", "messages: first message must use the \"user\" role")]
    [InlineData("""USER,{"role":"assistant","content":"x "}""", "messages: final assistant content cannot end with trailing whitespace")]
    [InlineData("""USER,{"role":"assistant","content":""}""", "messages: text content blocks must be non-empty")]
    [InlineData("""USER,{"role":"assistant","content":[{"type":"tool_use","id":"call.1","name":"n","input":{}}]}""", "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")]
    [InlineData("""USER,{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"n","input":"{}"}]}""", "messages.1.content.0.tool_use.input: Input should be a valid dictionary")]
    [InlineData($"USER,{Call}", Unanswered)]
    [InlineData($"USER,{Call},USER", Unanswered)]
    [InlineData($$"""USER,{{Call}},{"role":"user","content":[{"type":"text","text":"well"},{{Result}}]}""", Unanswered)]
    [InlineData($$"""USER,{{Call}},USER,{"role":"user","content":[{{Result}}]}""", Unanswered)]
    [InlineData($$"""USER,{{Call}},{"role":"user","content":[{{Result}},{{Result}}]}""", "messages.2.content.1: each tool_use must have a single result.")]
    [InlineData($$"""{"role":"user","content":[{{Result}}]}""", "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t1.")]
    public async Task Of_messages_that_do_not_fit_together(string messages, string reason)
    {
        Assert.StartsWith(reason, await RefusedAsync(AskAnthropic.Messages(messages.Replace("USER", AskAnthropic.User("hi"), StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",\"temperature\":1.5", "temperature: Input should be less than or equal to 1")]
    [InlineData(",\"temperature\":0.5,\"top_p\":0.5", "`temperature` and `top_p` cannot both be specified for this model.")]
    [InlineData(",\"n\":2", "n: Extra inputs are not permitted")]
    [InlineData(",\"context_management\":{}", "context_management: Extra inputs are not permitted")]
    [InlineData(",\"stop_sequences\":[\"\\n\"]", "stop_sequences: each stop sequence must contain non-whitespace")]
    [InlineData(",\"stream\":1", "stream: Input should be a valid boolean")]
    [InlineData(",\"system\":[{\"type\":\"text\",\"text\":\"\"}]", "system: text content blocks must be non-empty")]
    [InlineData(",\"metadata\":{\"trace\":\"x\"}", "metadata.trace: Extra inputs are not permitted")]
    [InlineData(",\"tools\":[{\"type\":\"custom\",\"name\":\"a b\",\"input_schema\":{\"type\":\"object\"}}]", "tools.0.custom.name: String should match pattern")]
    [InlineData(",\"tools\":[{\"name\":\"a\"}]", "tools.0.custom.input_schema: Field required")]
    [InlineData(",\"tools\":[{\"name\":\"a\",\"input_schema\":{}}]", "tools.0.custom.input_schema.type: Field required")]
    [InlineData(",\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}},{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}]", "tools: Tool names must be unique.")]
    [InlineData(",\"tool_choice\":{\"type\":\"auto\"}", "tool_choice: may only be specified while providing tools")]
    [InlineData(",\"tool_choice\":\"auto\"", "tool_choice: Input should be a valid dictionary")]
    [InlineData(",\"thinking\":{\"type\":\"enabled\"}", "thinking.enabled.budget_tokens: Field required")]
    [InlineData(",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1023}", "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")]
    [InlineData(",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}", "`max_tokens` must be greater than `thinking.budget_tokens`.")]
    [InlineData(AskAnthropic.Thinking + ",\"temperature\":0.5", "`temperature` may only be set to 1 when thinking is enabled.")]
    [InlineData(AskAnthropic.Thinking + ",\"top_k\":5", "`top_k` must be unset when thinking is enabled.")]
    [InlineData(AskAnthropic.Thinking + AskAnthropic.Tools + ",\"tool_choice\":{\"type\":\"any\"}", "Thinking may not be enabled when tool_choice forces tool use.")]
    [InlineData(",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}", "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false")]
    public async Task Of_fields_and_of_values_that_do_not_go_together(string more, string reason)
    {
        Assert.StartsWith(reason, await RefusedAsync(AskAnthropic.Message("hi", more)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[],"max_tokens":1}""", "model: Field required")]
    [InlineData("""{"model":"m","max_tokens":1}""", "messages: Field required")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens: Field required")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", "max_tokens: Input should be greater than or equal to 1")]
    [InlineData("""{"model":5,"messages":"x","max_tokens":1}""", "model: Input should be a valid string")]
    [InlineData("[]", "The request body is not valid JSON")]
    public async Task Of_a_request_without_what_it_needs(string json, string reason)
    {
        Assert.Equal(reason, await RefusedAsync(json));
    }

    [Fact]
    public async Task Of_more_than_four_cache_breakpoints()
    {
        const string block = """{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}""";

        var reason = await RefusedAsync(AskAnthropic.Messages($$"""{"role":"user","content":[{{string.Join(',', Enumerable.Repeat(block, 5))}}]}"""));

        Assert.Equal("A maximum of 4 blocks with cache_control may be provided. Found 5.", reason);
    }

    [Theory]
    [InlineData("sk", null, 400, "anthropic-version: header is required")]
    [InlineData("sk", "2024-01-01", 400, "anthropic-version: \"2024-01-01\" is not a valid version")]
    [InlineData(null, "2023-06-01", 401, "x-api-key header is required")]
    [InlineData("other", "2023-06-01", 401, "invalid x-api-key")]
    public async Task Of_a_caller_without_version_or_key(string? key, string? version, int status, string reason)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Behaviour = new() { AcceptedKeys = ["sk"] } }, Cancellation);
        using var ask = new AskAnthropic(sandbox) { Key = key, Version = version };
        using var answer = await ask.SendAsync(AskAnthropic.Message());

        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal((status, "error", reason), ((int)answer.StatusCode, (string)error["type"]!, (string)error["error"]!["message"]!));
    }

    [Theory]
    [InlineData("2023-06-01", 200)]
    [InlineData("2026-10-21", 400)]
    public async Task Of_sampling_since_the_version_that_took_it_away(string version, int status)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox) { Version = version };
        using var answer = await ask.SendAsync(AskAnthropic.Message("hi", ",\"temperature\":1"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 400, (await answer.Content.ReadAsStringAsync(Cancellation)).Contains("temperature: Extra inputs are not permitted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Never_meet_a_legal_tool_loop()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        var loop = $$"""{{AskAnthropic.User("hi")}},{{Call}},{"role":"user","content":[{{Result}},{"type":"text","text":"and now?"}]}""";

        var message = await ask.SendAsync(AskAnthropic.Messages(loop, AskAnthropic.Tools)).JsonAsync();

        Assert.Equal("and now?", (string?)message["content"]![0]!["text"]);
    }

    private static async Task<string> RefusedAsync(string json)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskAnthropic(sandbox);
        using var answer = await ask.SendAsync(json);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal((400, "invalid_request_error"), ((int)answer.StatusCode, (string?)error["error"]?["type"]));
        return (string)error["error"]!["message"]!;
    }
}
