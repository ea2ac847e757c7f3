using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;

namespace Changeover.Tests.Protocol.DashScope;

public sealed class DashScopeAnswerTests
{
    [Fact]
    public void A_whole_answer_is_read()
    {
        ChatAnswer answer = Read("""
            {"status_code":200,"request_id":"req-1","code":"","message":"","output":{"text":null,"finish_reason":null,"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant",
            "content":"Let me see.","reasoning_content":"Hm.","tool_calls":[{"function":{"name":"get","arguments":"{\"a\":1}"},"index":0,"id":"call_1","type":"function"}]}}]},
            "usage":{"total_tokens":30,"output_tokens":10,"input_tokens":20,"prompt_tokens_details":{"cached_tokens":8},"output_tokens_details":{"reasoning_tokens":4}}}
            """);

        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal("req-1", answer.Id);
        Assert.Equal(FinishReason.ToolCalls, choice.FinishReason);
        Assert.Equal(("Let me see.", "Hm."), (choice.Message.PlainText, choice.Message.Reasoning));
        Assert.Equal(("call_1", "get", """{"a":1}"""), Assert.Single(choice.Message.ToolCalls.Select(call => (call.Id, call.Name, call.Arguments))));
        Assert.Equal(new TokenUsage { Input = 20, Output = 10, CachedInput = 8, Reasoning = 4 }, answer.Usage);
    }

    [Fact]
    public void A_choice_without_a_finish_has_broken_off() =>
        Assert.Null(Assert.Single(Read("""{"output":{"choices":[{"message":{"content":"a"}}]}}""").Choices).FinishReason);

    [Theory]
    [InlineData("""{"code":"InvalidApiKey","message":"No.","request_id":"r"}""", "InvalidApiKey", null)]
    [InlineData("""{"output":{"choices":[]},"request_id":"r"}""", null, "malformed_answer")]
    [InlineData("""{"output":{"choices":[{"message":{"content":"a"}""", null, "malformed_answer")]
    [InlineData("""[]""", null, "malformed_answer")]
    [InlineData("", null, "malformed_answer")]
    public void What_is_no_answer_is_an_error(string body, string? code, string? type)
    {
        Assert.False(new DashScopeDialect().TryReadAnswer(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal((code, type), (error.Code, error.Type));
    }

    [Fact]
    public void An_error_body_is_read()
    {
        UpstreamError error = new DashScopeDialect().ReadError(429, """{"code":"Throttling.RateQuota","message":"Slow down.","request_id":"r"}"""u8, "3", default);

        Assert.Equal((429, "Throttling.RateQuota", TimeSpan.FromSeconds(3)), (error.Status, error.Code, error.RetryAfter));
    }

    private static ChatAnswer Read(string body)
    {
        Assert.True(new DashScopeDialect().TryReadAnswer(Encoding.UTF8.GetBytes(body), out ChatAnswer? answer, out UpstreamError? error), error?.Message);
        return answer;
    }
}
