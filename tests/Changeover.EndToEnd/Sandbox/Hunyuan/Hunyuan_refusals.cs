using System.Text.Json.Nodes;
using Changeover.Sandbox;

namespace Changeover.EndToEnd.Sandbox.Hunyuan;

/// <summary>The sandbox refuses what Hunyuan refuses, and says its faults, in Hunyuan's words and with HTTP 200.</summary>
public sealed class Hunyuan_refusals
{
    private const string User = """{"Role":"user","Content":"x"}""";
    private const string Assistant = """{"Role":"assistant","Content":"y"}""";
    private const string System = """{"Role":"system","Content":"z"}""";
    private const string Call = """{"Role":"assistant","Content":"","ToolCalls":[{"Id":"c1","Type":"function","Function":{"Name":"weather","Arguments":"{}"}},{"Id":"c2","Type":"function","Function":{"Name":"weather","Arguments":"{}"}}]}""";
    private const string Result = """{"Role":"tool","Content":"ok","ToolCallId":"c1"},{"Role":"tool","Content":"ok","ToolCallId":"c2"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(User, null)]
    [InlineData($"{System},{User},{Assistant},{User}", null)]
    [InlineData($"{User},{Call},{Result}", null)]
    [InlineData($"{User},{Call},{Result},{Assistant},{User}", null)]
    [InlineData("", "Messages 长度最多为 40")]
    [InlineData($"{User},{User}", "交替出现")]
    [InlineData($"{User},{System},{User}", "最开始")]
    [InlineData($"{Assistant},{User}", "以 user 提问开始")]
    [InlineData($"{User},{Assistant}", "以 user 提问开始")]
    [InlineData($"{User},{Call},{Result},{User}", "交替出现")]
    [InlineData($$"""{{User}},{{Call}},{"Role":"tool","Content":"ok","ToolCallId":"c9"}""", "ToolCallId")]
    [InlineData("""{"Role":"user","Content":""}""", "Content 不能为空")]
    [InlineData($$"""{{User}},{"Role":"assistant","Content":"y","ReasoningContent":"hm"},{{User}}""", "ReasoningContent 不能作为输入")]
    [InlineData("""{"Role":"developer","Content":"x"}""", "可选值")]
    public async Task Of_messages_out_of_order(string messages, string? reason)
    {
        var error = await ErrorAsync(AskHunyuan.Chat(messages));

        if (reason is null) Assert.Null(error);
        else Assert.Contains(reason, (string?)error!["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_more_than_forty_messages()
    {
        var forty = string.Join(',', Enumerable.Repeat($"{User},{Assistant}", 19)) + $",{User}";

        Assert.Null(await ErrorAsync(AskHunyuan.Chat($"{System},{forty}")));
        Assert.NotNull(await ErrorAsync(AskHunyuan.Chat($"{System},{User},{Assistant},{forty}")));
    }

    [Theory]
    [InlineData(",\"model\":\"x\"", "UnknownParameter", "`model`")]
    [InlineData(",\"MaxTokens\":5", "UnknownParameter", "`MaxTokens`")]
    [InlineData(",\"Stream\":\"yes\"", "InvalidParameter", "`Stream`")]
    [InlineData(",\"Seed\":0", "InvalidParameterValue.ParameterValueError", "[1, 10000]")]
    [InlineData(",\"Temperature\":2.1", "InvalidParameterValue.ParameterValueError", "[0.0, 2.0]")]
    [InlineData(",\"ToolChoice\":\"required\"", "InvalidParameterValue.ParameterValueError", "none、auto、custom")]
    [InlineData(",\"ToolChoice\":\"custom\"", "InvalidParameterValue.ParameterValueError", "CustomTool")]
    [InlineData(""","Tools":[{"Type":"function","Function":{"Name":"f","Parameters":{"type":"object"}}}]""", "InvalidParameter", "`Tools.0.Function.Parameters`")]
    [InlineData(""","Tools":[{"Type":"function","Function":{"name":"f"}}]""", "UnknownParameter", "`Tools.0.Function.name`")]
    public async Task Of_parameters_that_it_has_not(string more, string code, string reason)
    {
        var error = await ErrorAsync(AskHunyuan.Chat(User, more));

        Assert.Equal(code, (string?)error!["Code"]);
        Assert.Contains(reason, (string?)error["Message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unauthorized", "AuthFailure.SecretIdNotFound")]
    [InlineData("forbidden", "AuthFailure.UnauthorizedOperation")]
    [InlineData("region_block", "UnsupportedRegion")]
    [InlineData("quota_exhausted", "FailedOperation.ResourcePackExhausted")]
    [InlineData("rate_limited", "RequestLimitExceeded")]
    [InlineData("prompt_filtered", "OperationDenied.TextIllegalDetected")]
    [InlineData("internal_error", "InternalError")]
    [InlineData("overloaded", "FailedOperation.EngineServerLimitExceeded")]
    public async Task Of_a_fault_come_with_status_200(string kind, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        sandbox.State.Faults.Set(kind);

        Assert.Equal(code, (string?)(await ask.ResponseAsync(AskHunyuan.Chat(User, ",\"Stream\":true")))["Error"]!["Code"]);
    }

    [Theory]
    [InlineData("error_event_first", 1, 4000)]
    [InlineData("error_event_mid_stream", 3, 4001)]
    public async Task In_a_stream_are_an_ErrorMsg(string kind, int events, int code)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        sandbox.State.Faults.Set(kind);

        var seen = await ask.AskAsync(AskHunyuan.Chat(AskHunyuan.User("one two three"), ",\"Stream\":true")).EventsAsync();

        Assert.Equal(events, seen.Count);
        Assert.Equal(code, (int)seen[^1]["ErrorMsg"]!["Code"]!);
    }

    private static async Task<JsonNode?> ErrorAsync(string json)
    {
        await using var sandbox = await SandboxHost.StartAsync(null, Cancellation);
        using var ask = new AskHunyuan(sandbox);
        return (await ask.ResponseAsync(json))["Error"];
    }
}
