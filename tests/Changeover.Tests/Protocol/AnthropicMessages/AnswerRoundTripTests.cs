using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class AnswerRoundTripTests
{
    private const string Whole = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"redacted_thinking","data":"dat"},
        {"type":"text","text":"Hi","citations":[{"type":"char_location","cited_text":"x"}]},{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"q":"x"}},
        {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1.0},"caller":{"type":"direct"}}],"stop_reason":"tool_use","stop_sequence":null,
        "usage":{"input_tokens":25,"cache_creation_input_tokens":6,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":2},
        "output_tokens":9,"output_tokens_details":{"thinking_tokens":3},"service_tier":"standard","server_tool_use":{"web_search_requests":1}},"container":null,"odd":{"x":12345678901234567890}}
        """;

    [Fact]
    public void A_whole_answer_survives_the_wire() =>
        TurnGen.Stream.Sample(events =>
        {
            var folder = new AnswerFolder();
            events.ForEach(folder.Add);
            Assert.True(AnswerReader.TryRead(Write(folder.ToAnswer(), MessageStream.Thinking, out _), out ChatAnswer? answer, out UpstreamError? error), error?.ToString());
            Assert.Equal(AnswerText.Of(events), AnswerText.Of(answer));
        });

    [Fact]
    public void Every_field_survives_the_neutral_form()
    {
        Assert.True(AnswerReader.TryRead(Encoding.UTF8.GetBytes(Whole), out ChatAnswer? answer, out _));
        string back = Encoding.UTF8.GetString(Write(answer, MessageStream.Thinking, out LossList losses));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), JsonNode.Parse(back)), back);
        Assert.Empty(losses);
    }

    [Fact]
    public void Reads_an_answer_as_a_turn_of_the_history()
    {
        Assert.True(AnswerReader.TryRead(Encoding.UTF8.GetBytes(Whole), out ChatAnswer? answer, out _));
        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal((FinishReason.ToolCalls, "Hi", "{\"a\":1.0}"), (choice.FinishReason, choice.Message.PlainText, choice.Message.ToolCalls[0].Arguments));
        Assert.Equal(new TokenUsage { Input = 35, CachedInput = 4, CacheWrite = 6, CacheWriteLong = 2, Output = 9, Reasoning = 3 }, answer.Usage);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"m"}}""", "overloaded_error")]
    [InlineData("""{"error":{"type":"forbidden","message":"Request not allowed"}}""", "forbidden")]
    [InlineData("""{"type":"message"}""", "malformed_answer")]
    [InlineData("<html>", "malformed_answer")]
    [InlineData("", "malformed_answer")]
    public void An_error_in_the_clothes_of_an_answer_is_an_error(string body, string type)
    {
        Assert.False(AnswerReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal(type, error.Type);
    }

    [Fact]
    public void What_another_dialect_answers_and_this_one_cannot_is_told()
    {
        var answer = new ChatAnswer
        {
            Id = "a",
            ResponseModel = "m",
            Choices =
            [
                Choice(new ChatMessage
                {
                    Role = Role.Assistant,
                    Reasoning = "hm",
                    Parts = [new ContentPart.Text("t"), new ContentPart.Refusal("no")],
                    ToolCalls = [new ToolCall("c", "f", "not json"), new ToolCall("d", "g", "")],
                    Extensions = new Dictionary<string, string> { ["audio"] = "{\"id\":1}", ["annotations"] = "[]" },
                }),
                Choice(new ChatMessage { Role = Role.Assistant }),
            ],
        };
        JsonNode body = JsonNode.Parse(Write(answer, MessageStream.Plain, out LossList losses))!;
        Assert.Equal(["text", "text", "tool_use", "tool_use"], body["content"]!.AsArray().Select(block => (string)block!["type"]!));
        Assert.Equal("""[{"input":"not json"},{}]""", new JsonArray([.. body["content"]!.AsArray().Skip(2).Select(block => block!["input"]!.DeepClone())]).ToJsonString());
        Assert.Equal("tool_use", (string)body["stop_reason"]!);
        Assert.Equal(
            ["choices[1]", "content[1]", "message.audio", "reasoning", "tool_calls[0].arguments", "usage.input_tokens", "usage.output_tokens"],
            losses.Select(loss => loss.Path).Order());
    }

    [Fact]
    public void Mutated_answers_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes(Whole);
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
                Write(answer, MessageStream.Thinking, out _);
            }
        });
    }

    private static ChatChoice Choice(ChatMessage message) => new() { Index = 0, Message = message, FinishReason = FinishReason.Stop };

    private static byte[] Write(ChatAnswer answer, ChatRequest request, out LossList losses)
    {
        losses = [];
        var output = new ArrayBufferWriter<byte>();
        AnswerWriter.Write(answer, request, output, losses);
        return output.WrittenSpan.ToArray();
    }
}
