using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Responses;

/// <summary>The sandbox refuses what the Responses API refuses, in its words.</summary>
public sealed class Responses_refusals
{
    private const string Call = """{"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"}""";
    private const string Output = """{"type":"function_call_output","call_id":"c1","output":"sun"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(",\"max_tokens\":9", "Unknown parameter: 'max_tokens'.", "unknown_parameter")]
    [InlineData(",\"max_output_tokens\":9", "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 9 instead.", "integer_below_min_value")]
    [InlineData(",\"temperature\":3", "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.", "decimal_above_max_value")]
    [InlineData(",\"stream\":1", "Invalid type for 'stream': expected a boolean, but got an integer instead.", "invalid_type")]
    [InlineData(",\"include\":[\"all\"]", "Invalid value: 'all'. Supported values are: ", "invalid_value")]
    [InlineData(",\"reasoning\":{\"effort\":\"huge\"}", "Invalid value: 'huge'. Supported values are: 'none',", "invalid_value")]
    [InlineData(",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "Missing required parameter: 'tools[0].name'.", "missing_required_parameter")]
    [InlineData(",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\"}}]", "Invalid schema for function 'f': In context=(), 'additionalProperties' is required", "invalid_function_parameters")]
    [InlineData(",\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"}", "Tool choice 'function' not found in 'tools' parameter.", null)]
    [InlineData(",\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}", "Missing required parameter: 'text.format.name'.", "missing_required_parameter")]
    [InlineData(",\"text\":{\"format\":{\"type\":\"json_object\"}}", "Response input messages must contain the word 'json' in some form", null)]
    public async Task Of_parameters(string more, string reason, string? code)
    {
        var error = await RefusedAsync(AskResponses.Text("hi", more));

        Assert.StartsWith(reason, (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal(code, (string?)error["code"]);
    }

    [Theory]
    [InlineData("""{"role":"tool","content":"x"}""", "Invalid value: 'tool'. Supported values are: 'assistant', 'system', 'developer', and 'user'.")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x"}]}""", "Invalid value: 'text'. Supported values are: 'input_text', 'input_image', and 'input_file'.")]
    [InlineData("""{"role":"assistant","content":[{"type":"input_text","text":"x"}]}""", "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.")]
    [InlineData("""{"role":"user","content":null}""", "Missing required parameter: 'input[0].content'.")]
    [InlineData("""{"type":"function_call","id":"call_1","call_id":"c","name":"f","arguments":"{}"}""", "Invalid 'input[0].id': 'call_1'. Expected an ID that begins with 'fc'.")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":{}}""", "Invalid type for 'input[0].arguments': expected a string, but got an object instead.")]
    [InlineData("""{"type":"reasoning","id":"rs_1"}""", "Missing required parameter: 'input[0].summary'.")]
    [InlineData(Output, "No tool call found for function call output with call_id c1.")]
    [InlineData($"{Output},{Call}", "No tool call found for function call output with call_id c1.")]
    [InlineData(Call, "No tool output found for function call c1.")]
    [InlineData("7", "Invalid type for 'input[0]': expected an object, but got an integer instead.")]
    public async Task Of_items(string items, string reason)
    {
        Assert.Equal(reason, (string?)(await RefusedAsync(AskResponses.Input(AskResponses.Items(items))))["message"]);
    }

    [Fact]
    public async Task Of_reasoning_that_another_sandbox_hid_and_not_of_its_own()
    {
        await using var first = await SandboxHost.StartAsync(null, Cancellation);
        await using var second = await SandboxHost.StartAsync(null, Cancellation);
        using var askFirst = new AskResponses(first);
        using var askSecond = new AskResponses(second);
        var output = (await askFirst.CreateAsync(AskResponses.Text("Lima", $"{AskResponses.Tools}{AskResponses.Reasoning},\"store\":false")).JsonAsync())["output"]!;
        var loop = Loop(output[0]!.ToJsonString(), output[1]!);

        var own = await askFirst.CreateAsync(loop).JsonAsync();
        var foreign = (await askSecond.CreateAsync(loop).JsonAsync())["error"]!;

        Assert.Equal("completed", (string?)own["status"]);
        Assert.Equal("invalid_encrypted_content", (string?)foreign["code"]);
        Assert.EndsWith("could not be verified. Reason: Encrypted content could not be decrypted or parsed.", (string?)foreign["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_reasoning_out_of_its_place()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        var output = (await ask.CreateAsync(AskResponses.Text("Lima", AskResponses.Tools + AskResponses.Reasoning)).JsonAsync())["output"]!;

        var alone = await ask.CreateAsync(AskResponses.Input(AskResponses.Items(AskResponses.User("Lima"), output[0]!.ToJsonString()))).JsonAsync();
        var without = await ask.CreateAsync(Loop(null, output[1]!)).JsonAsync();
        using var unknown = await ask.CreateAsync(Loop("""{"type":"reasoning","id":"rs_x","summary":[]}""", output[1]!));

        Assert.Equal($"Item '{output[0]!["id"]}' of type 'reasoning' was provided without its required following item.", (string?)alone["error"]!["message"]);
        Assert.Equal($"Item '{output[1]!["id"]}' of type 'function_call' was provided without its required 'reasoning' item: '{output[0]!["id"]}'.", (string?)without["error"]!["message"]);
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    private static string Loop(string? reasoning, JsonNode call)
    {
        var result = $$"""{"type":"function_call_output","call_id":"{{call["call_id"]}}","output":"sun"}""";
        string[] items = [AskResponses.User("Lima"), .. reasoning is null ? [] : new[] { reasoning }, call.ToJsonString(), result];
        return AskResponses.Input(AskResponses.Items(items), AskResponses.Tools);
    }

    private static async Task<JsonNode> RefusedAsync(string json)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskResponses(sandbox);
        using var answer = await ask.CreateAsync(json);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["error"];
        Assert.Equal((400, "invalid_request_error"), ((int)answer.StatusCode, (string?)error?["type"]));
        return error!;
    }
}
