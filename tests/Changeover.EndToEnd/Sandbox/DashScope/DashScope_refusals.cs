using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.DashScope;

/// <summary>The sandbox refuses what DashScope refuses, and says its faults, in DashScope's words.</summary>
public sealed class DashScope_refusals
{
    private const string Call = """{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]}""";
    private const string AsMessage = """{"result_format":"message"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Either \"prompt\" or \"messages\" must exist and cannot both be none")]
    [InlineData("""{"role":"developer","content":"x"}""", "Role must be user or assistant and Content length must be greater than 0")]
    [InlineData("""{"role":"user","content":""}""", "Role must be user or assistant and Content length must be greater than 0")]
    [InlineData("""{"role":"user","content":[{"text":"x"}]}""", "Input should be a valid string: input.messages.0.content")]
    [InlineData("""{"role":"user","content":"x"},{"role":"system","content":"y"}""", "System message must be at the beginning.")]
    [InlineData("""{"role":"user","content":"x"},{"role":"tool","content":"y","tool_call_id":"c1"}""", "must be a response to a preceeding message")]
    [InlineData($$"""{"role":"user","content":"x"},{{Call}},{"role":"user","content":"y"}""", "must be followed by tool messages responding to each")]
    [InlineData($$"""{"role":"user","content":"x"},{{Call}},{"role":"tool","content":"y","tool_call_id":"c2"}""", "must be followed by tool messages responding to each")]
    public async Task Of_messages_that_do_not_fit_together(string messages, string reason) =>
        Assert.Contains(reason, (string?)(await RefusedAsync(messages, AsMessage))["message"], StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"tools":[TOOL]}""", false, "qwen-plus", "result_format parameter must be \"message\"")]
    [InlineData("""{"result_format":"message","tools":[TOOL],"tool_choice":"required"}""", false, "qwen-plus", "tool_choice is one of the strings that should be")]
    [InlineData("""{"temperature":2}""", false, "qwen-plus", "Temperature should be in [0.0, 2.0)")]
    [InlineData("""{"top_p":0}""", false, "qwen-plus", "Range of top_p should be (0.0, 1.0]")]
    [InlineData("""{"n":5}""", false, "qwen-plus", "Range of n should be [1, 4]")]
    [InlineData("""{"enable_thinking":true}""", false, "qwen-plus", "parameter.enable_thinking must be set to false for non-streaming calls")]
    [InlineData("{}", false, "qwen3-8b", "parameter.enable_thinking must be set to false for non-streaming calls")]
    [InlineData("""{"enable_thinking":true}""", true, "qwen-plus", "The incremental_output parameter must be \"true\" when enable_thinking is true")]
    [InlineData("{}", false, "qwq-plus", "This model only support stream mode")]
    [InlineData("{}", false, "qwen-vl-max", "url error, please check url")]
    [InlineData("""{"response_format":{"type":"json_object"}}""", false, "qwen-plus", "must contain the word 'json' in some form")]
    public async Task Of_parameters_that_do_not_fit_the_model(string parameters, bool stream, string model, string reason)
    {
        var error = await RefusedAsync(AskDashScope.User("hi"), parameters.Replace("TOOL", AskDashScope.Weather, StringComparison.Ordinal), stream, model);

        Assert.Contains(reason, (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_buffered_call_when_the_model_is_steered_to_stream_only()
    {
        var error = await RefusedAsync(AskDashScope.User("hi\nsandbox: stream_only"), "{}");

        Assert.Contains("only support stream mode", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_content_that_the_inspection_finds_before_or_in_the_middle_of_an_answer()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);

        var before = await RefusedAsync(AskDashScope.User("hi\nsandbox: blocked"), "{}", code: "DataInspectionFailed");
        var buffered = await RefusedAsync(AskDashScope.User("hi\nsandbox: refusal"), "{}", code: "DataInspectionFailed");
        var events = await AskDashScope.EventsAsync(ask.AskAsync(AskDashScope.User("one two\nsandbox: refusal"), AsMessage, stream: true));

        Assert.StartsWith("Input data", (string?)before["message"], StringComparison.Ordinal);
        Assert.StartsWith("Output data", (string?)buffered["message"], StringComparison.Ordinal);
        Assert.Equal(["result", "result", "error"], events.Select(e => e.Name));
        Assert.Equal((400, "DataInspectionFailed"), (events[^1].Status, (string)events[^1].Data["code"]!));
    }

    [Theory]
    [InlineData("unauthorized", 401, "InvalidApiKey")]
    [InlineData("forbidden", 403, "Model.AccessDenied")]
    [InlineData("region_block", 403, "AccessDenied")]
    [InlineData("quota_exhausted", 400, "Arrearage")]
    [InlineData("rate_limited", 429, "Throttling.RateQuota")]
    [InlineData("prompt_filtered", 400, "DataInspectionFailed")]
    [InlineData("internal_error", 500, "InternalError")]
    [InlineData("overloaded", 503, "ServiceUnavailable")]
    public async Task Of_a_fault_have_a_status_and_a_code(string kind, int status, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);
        sandbox.State.Faults.Set(kind);

        using var answer = await ask.AskAsync(AskDashScope.User("hi"), stream: true);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal((status, code), ((int)answer.StatusCode, (string)error["code"]!));
        Assert.NotNull(error["request_id"]);
    }

    [Fact]
    public async Task In_the_middle_of_a_stream_are_an_event_named_error()
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);
        sandbox.State.Faults.Set("error_event_mid_stream");

        var events = await AskDashScope.EventsAsync(ask.AskAsync(AskDashScope.User("one two three"), AsMessage, stream: true));

        Assert.Equal(("error", 503), (events[^1].Name, events[^1].Status));
        Assert.Equal(3, events.Count);
    }

    private static async Task<JsonNode> RefusedAsync(string messages, string parameters, bool stream = false, string model = "qwen-plus", string code = "InvalidParameter")
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskDashScope(sandbox);
        using var answer = await ask.AskAsync(messages, parameters, stream, model);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal((400, code), ((int)answer.StatusCode, (string)error["code"]!));
        return error;
    }
}
