using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class AnswerRoundTripTests
{
    [Fact]
    public void A_whole_answer_survives_the_wire() =>
        EventGen.Stream.Sample(events =>
        {
            var folder = new AnswerFolder();
            foreach (ChatEvent step in events)
            {
                folder.Add(step);
            }

            byte[] written = Write(folder.ToAnswer());
            Assert.True(AnswerReader.TryRead(written, out ChatAnswer? answer, out UpstreamError? error), error?.ToString());
            Assert.Equal(AnswerText.Of(events), AnswerText.Of(answer));
        });

    [Fact]
    public void Reads_an_answer_as_a_turn_of_the_history()
    {
        Assert.True(AnswerReader.TryRead(
            Encoding.UTF8.GetBytes("\n\n" + """
                {"id":"a","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"hm",
                "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"s":1}}],"annotations":[]},"logprobs":null,"finish_reason":"tool_calls"}],
                "usage":{"prompt_tokens":3,"completion_tokens":4},"system_fingerprint":"fp"}
                """),
            out ChatAnswer? answer,
            out _));
        Assert.Equal(("a", "m", 5, "fp"), (answer.Id, answer.ResponseModel, answer.Created, answer.SystemFingerprint));
        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal((FinishReason.ToolCalls, "hm"), (choice.FinishReason, choice.Message.Reasoning));
        Assert.Equal("{\"s\":1}", choice.Message.ToolCalls[0].Extensions["extra_content"]);
        Assert.Equal("[]", choice.Message.Extensions["annotations"]);
        Assert.Equal(new TokenUsage { Input = 3, Output = 4 }, answer.Usage);
    }

    [Theory]
    [InlineData("""{"error":{"message":"m","code":"c"}}""", "c", null)]
    [InlineData("""{"base_resp":{"status_code":1008,"status_msg":"m"}}""", "1008", null)]
    [InlineData("<html>", null, "malformed_answer")]
    [InlineData("", null, "malformed_answer")]
    public void An_error_in_the_clothes_of_an_answer_is_an_error(string body, string? code, string? type)
    {
        Assert.False(AnswerReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal((code, type), (error.Code, error.Type));
    }

    [Fact]
    public void Mutated_answers_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes("""
            {"id":"a","created":5,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"é\u00e9","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
            "logprobs":{"content":[{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}
            """);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            byte[] mutated = [.. body];
            foreach ((int at, byte value) in changes)
            {
                mutated[at] = value;
            }

            bool isAnswer = AnswerReader.TryRead(mutated, out ChatAnswer? answer, out UpstreamError? error);
            Assert.Equal(isAnswer, error is null);
            if (answer is not null)
            {
                Write(answer);
            }
        });
    }

    private static byte[] Write(ChatAnswer answer)
    {
        var output = new ArrayBufferWriter<byte>();
        AnswerWriter.Write(answer, output);
        return output.WrittenSpan.ToArray();
    }
}
