using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

public sealed class GeminiAnswerTests
{
    private static readonly ChatRequest Request = Wire.Request("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""");

    [Fact]
    public void A_whole_answer_survives_the_wire() =>
        GeminiEventGen.Stream.Sample(events =>
        {
            var folder = new AnswerFolder();
            events.ForEach(folder.Add);
            ChatAnswer answer = folder.ToAnswer();
            var losses = new LossList();
            ChatAnswer back = Wire.Answer(Wire.Write(answer, Request, losses));
            Assert.Empty(losses);
            Assert.Equal(AnswerText.Of(answer), AnswerText.Of(back));
        });

    [Fact]
    public void Reads_an_answer_as_a_turn_of_the_history()
    {
        ChatAnswer answer = Wire.Answer("""
            {"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hi","thoughtSignature":"c2ln"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},
            {"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"czI="}],"role":"model"},"finishReason":"STOP","index":0,"safetyRatings":[]}],
            "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":7},"modelVersion":"gemini-x","responseId":"r"}
            """);
        Assert.Equal(("r", "gemini-x"), (answer.Id, answer.ResponseModel));
        ChatChoice choice = Assert.Single(answer.Choices);
        Assert.Equal((FinishReason.ToolCalls, "hm", "Hi"), (choice.FinishReason, choice.Message.Reasoning, choice.Message.PlainText));
        Assert.Equal("data:image/png;base64,AA==", Assert.IsType<ContentPart.Image>(choice.Message.Parts[1]).Url);
        ToolCall call = Assert.Single(choice.Message.ToolCalls);
        Assert.Equal(("call_r_0_0", "f", "{\"a\":1}", new Seal(Dialect.Gemini, "czI=")), (call.Id, call.Name, call.Arguments, call.Seal));
        Assert.Equal(new TokenUsage { Input = 3, Output = 4 }, answer.Usage);
    }

    [Fact]
    public void Unknown_fields_go_back_to_a_Gemini_client_and_to_no_other()
    {
        const string Body = """{"candidates":[{"content":{"parts":[{"text":"a","odd":1},{"executableCode":{"code":"1"}},{"functionCall":{"id":"c","name":"f","args":{},"more":2},"odd":3}],"role":"model"},"finishReason":"STOP","index":0,"groundingMetadata":{"x":[1.50]}}],"modelVersion":"m","responseId":"r"}""";
        ChatAnswer answer = Wire.Answer(Body);
        Assert.Equal(Body, Wire.Write(answer, Request));
        var losses = new LossList();
        string other = Wire.Write(answer with { Dialect = Dialect.AnthropicMessages }, Request, losses);
        Assert.DoesNotContain("odd", other);
        Assert.DoesNotContain("groundingMetadata", other);
        Assert.Equal(["content", "message.groundingMetadata"], losses.Select(loss => loss.Path));
    }

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}""", "RESOURCE_EXHAUSTED", "429")]
    [InlineData("""{"candidates":[{"finishReason":"OTHER"}]}""", "finish_reason", "OTHER")]
    [InlineData("""{"usageMetadata":{"promptTokenCount":3}}""", "malformed_answer", null)]
    [InlineData("<html>", "malformed_answer", null)]
    [InlineData("", "malformed_answer", null)]
    public void An_error_in_the_clothes_of_an_answer_is_an_error(string body, string type, string? code)
    {
        Assert.False(Wire.Dialect.TryReadAnswer(Encoding.UTF8.GetBytes(body), out _, out UpstreamError? error));
        Assert.Equal((type, code), (error.Type, error.Code));
    }

    [Fact]
    public void A_blocked_prompt_is_an_answer_that_the_filter_ended()
    {
        ChatChoice choice = Assert.Single(Wire.Answer("""{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3}}""").Choices);
        Assert.Equal(FinishReason.ContentFilter, choice.FinishReason);
    }

    [Fact]
    public void What_Gemini_cannot_say_is_told()
    {
        var losses = new LossList();
        var message = new ChatMessage
        {
            Role = Role.Assistant,
            Parts = [new ContentPart.Refusal("no"), new ContentPart.Unknown("server_tool_use", "{}"), new ContentPart.Reasoning("hm")],
            ToolCalls = [new ToolCall("c", "f", "not json")],
        };
        string body = Wire.Write(new ChatAnswer { Id = "i", ResponseModel = "m", Choices = [new ChatChoice { Index = 0, Message = message, FinishReason = FinishReason.ToolCalls }] }, Request with { ShowReasoning = false }, losses);
        Assert.Equal(
            """[{"text":"no"},{"functionCall":{"id":"c","name":"f","args":{"arguments":"not json"}}}]""",
            JsonNode.Parse(body)!["candidates"]![0]!["content"]!["parts"]!.ToJsonString());
        Assert.Equal([("refusal", LossKind.Emulated), ("content", LossKind.Ignored), ("tool_calls.arguments", LossKind.Emulated)], losses.Select(loss => (loss.Path, loss.Kind)));
    }

    [Fact]
    public void Mutated_answers_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes("""
            {"candidates":[{"content":{"parts":[{"text":"é\u00e9","thoughtSignature":"Y2hhbmdlb3Zlcjo6"},{"functionCall":{"name":"f","args":{"a":1}}},{"inlineData":{"mimeType":"image/png","data":"AA=="}}],"role":"model"},
            "finishReason":"STOP","index":0,"logprobsResult":{"topCandidates":[{"candidates":[{"token":"a","logProbability":-1}]}],"chosenCandidates":[{"token":"a","logProbability":-1}]}}],"usageMetadata":{"promptTokenCount":3}}
            """);
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            byte[] mutated = [.. body];
            foreach ((int at, byte value) in changes)
            {
                mutated[at] = value;
            }

            bool isAnswer = Wire.Dialect.TryReadAnswer(mutated, out ChatAnswer? answer, out UpstreamError? error);
            Assert.Equal(isAnswer, error is null);
            if (answer is not null)
            {
                JsonNode.Parse(Wire.Write(answer, Request));
            }
        });
    }
}
