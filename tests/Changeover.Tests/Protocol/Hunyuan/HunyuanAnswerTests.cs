using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Hunyuan;

namespace Changeover.Tests.Protocol.Hunyuan;

public sealed class HunyuanAnswerTests
{
    private const string Body = """
        {"Response":{"RequestId":"r","Note":"","Id":"id-1","Created":1700000000,"Choices":[{"Index":0,"FinishReason":"stop","Message":{"Role":"assistant","Content":"one END","ReasoningContent":"Hm."}}],
        "Usage":{"PromptTokens":20,"CompletionTokens":10,"TotalTokens":30,"PromptTokensDetails":{"CachedTokens":8}}}}
        """;

    [Fact]
    public void A_whole_answer_is_read_up_to_its_stop_string()
    {
        var request = new ChatRequest { OriginalModel = "m", Messages = [], Sampling = new SamplingOptions { Stop = ["END"] } };
        Assert.True(new HunyuanDialect().TryReadAnswer(Encoding.UTF8.GetBytes(Body), request, out ChatAnswer? answer, out _));

        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal(("one ", "Hm.", "END"), (choice.Message.PlainText, choice.Message.Reasoning, choice.StopSequence));
        Assert.Equal(FinishReason.Stop, choice.FinishReason);
        Assert.Equal(1_700_000_000, answer.Created);
        Assert.Equal(new TokenUsage { Input = 20, Output = 10, CachedInput = 8 }, answer.Usage);
    }

    [Fact]
    public void Without_a_stop_string_nothing_is_cut()
    {
        Assert.True(new HunyuanDialect().TryReadAnswer(Encoding.UTF8.GetBytes(Body), out ChatAnswer? answer, out _));
        Assert.Equal("one END", answer.Choices[0].Message.PlainText);
    }

    [Theory]
    [InlineData("""{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"No."},"RequestId":"r"}}""", "AuthFailure.SignatureFailure", null)]
    [InlineData("""{"Response":{"RequestId":"r"}}""", null, "malformed_answer")]
    [InlineData("""<html>""", null, "malformed_answer")]
    public void An_error_inside_a_200_is_an_error(string body, string? code, string? type)
    {
        Assert.False(new HunyuanDialect().TryReadAnswer(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal((200, code, type), (error.Status, error.Code, error.Type));
    }
}
