using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class AnswerObserverTests
{
    private readonly AnswerObserver _observer = new();

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""", RequestKind.Chat, AnswerVerdict.Answer)]
    [InlineData("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"a"}]},"finish_reason":"tool_calls"}]}""", RequestKind.Chat, AnswerVerdict.Answer)]
    [InlineData("""{"choices":[{"text":"Hi","finish_reason":"length"}]}""", RequestKind.Completion, AnswerVerdict.Answer)]
    [InlineData("""{"object":"list","data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}""", RequestKind.Embedding, AnswerVerdict.Answer)]
    [InlineData("""{"object":"list","data":[]}""", RequestKind.Embedding, AnswerVerdict.Incomplete)]
    [InlineData("""{"choices":[]}""", RequestKind.Chat, AnswerVerdict.Incomplete)]
    [InlineData("""{"choices":[{"message":{"content":"Hi"}}]}""", RequestKind.Chat, AnswerVerdict.Incomplete)]
    [InlineData("""{}""", RequestKind.Chat, AnswerVerdict.Incomplete)]
    [InlineData("""{"error":{"message":"no"}}""", RequestKind.Chat, AnswerVerdict.Error)]
    [InlineData("""{"error_code":18,"error_msg":"QPS"}""", RequestKind.Chat, AnswerVerdict.Error)]
    [InlineData("""{"Response":{"Error":{"Code":"X","Message":"y"}}}""", RequestKind.Chat, AnswerVerdict.Error)]
    [InlineData("""{"base_resp":{"status_code":1008,"status_msg":"balance"}}""", RequestKind.Chat, AnswerVerdict.Error)]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"network_error"}]}""", RequestKind.Chat, AnswerVerdict.Error)]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"base_resp":{"status_code":0}}""", RequestKind.Chat, AnswerVerdict.Answer)]
    [InlineData("", RequestKind.Chat, AnswerVerdict.Malformed)]
    [InlineData("<html>busy</html>", RequestKind.Chat, AnswerVerdict.Malformed)]
    [InlineData("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]""", RequestKind.Chat, AnswerVerdict.Malformed)]
    [InlineData("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}{}""", RequestKind.Chat, AnswerVerdict.Malformed)]
    public void Says_what_a_body_is(string body, RequestKind kind, AnswerVerdict verdict) =>
        Assert.Equal(verdict, _observer.Observe(Encoding.UTF8.GetBytes(body), kind));

    [Fact]
    public void Blank_lines_before_the_body_are_allowed()
    {
        byte[] body = Encoding.UTF8.GetBytes("\n\r\n\n" + """{"id":"a","model":"m","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}""");
        Assert.Equal(AnswerVerdict.Answer, _observer.Observe(body, RequestKind.Chat));
        Assert.Equal(("a", "m", FinishReason.Stop), (_observer.Notes.Id, _observer.Notes.ResponseModel, _observer.Notes.Finish));
        Assert.Equal(new TokenUsage { Input = 3, Output = 1 }, _observer.Notes.Usage);
        Assert.False(_observer.UsageRange.IsEmpty);
    }
}
