using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>Requests from other dialects, as a provider of this one gets them.</summary>
public sealed class ForeignRequestTests
{
    [Fact]
    public void A_chat_with_tools_becomes_items()
    {
        JsonNode body = Write(
            new ChatRequest
            {
                OriginalModel = "r",
                Messages =
                [
                    new ChatMessage { Role = Role.System, Parts = [new ContentPart.Text("be kind")] },
                    new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text("a"), new ContentPart.Image("u", null)] },
                    new ChatMessage
                    {
                        Role = Role.Assistant,
                        Parts = [new ContentPart.Reasoning("hm") { Seal = new Seal(Dialect.OpenAIResponses, "gAAA") }, new ContentPart.Text("b")],
                        ToolCalls = [new ToolCall("c", "f", "{}"), new ToolCall("d", "g", "free") { IsCustom = true }],
                    },
                    new ChatMessage { Role = Role.Tool, ToolCallId = "c", Parts = [new ContentPart.Text("1")] },
                    new ChatMessage { Role = Role.Tool, ToolCallId = "d", Parts = [] },
                ],
                Tools = [new ToolDefinition("f", "d", JsonDocument.Parse("{}").RootElement, Strict: false), new ToolDefinition("h", null, null, Strict: true)],
                MaxOutputTokens = 9,
                Stream = true,
            },
            out LossList losses);
        Assert.Empty(losses);
        Assert.Equal(
            """
            {"model":"up","instructions":"be kind","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"u"}]},{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"},{"role":"assistant","content":"b"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"custom_tool_call","call_id":"d","name":"g","input":"free"},{"type":"function_call_output","call_id":"c","output":"1"},{"type":"custom_tool_call_output","call_id":"d","output":""}],"tools":[{"type":"function","name":"f","description":"d","parameters":{},"strict":false},{"type":"function","name":"h","parameters":null,"strict":true}],"max_output_tokens":9,"stream":true,"store":false,"include":["reasoning.encrypted_content"]}
            """,
            body.ToJsonString());
    }

    [Fact]
    public void A_file_comes_inside_by_address_or_from_the_same_house()
    {
        ChatRequest request = new()
        {
            OriginalModel = "r",
            Messages = [new ChatMessage { Role = Role.User, Parts = [new ContentPart.File("file_1", null, null), new ContentPart.File(null, "https://example.org/f", "n"), new ContentPart.File(null, "data:x", null)] }],
        };
        const string Others = """{"type":"input_file","file_url":"https://example.org/f","filename":"n"},{"type":"input_file","file_data":"data:x"}]""";
        Assert.Equal("""[{"type":"input_file","file_id":"file_1"},""" + Others, Write(request, out _)["input"]![0]!["content"]!.ToJsonString());
        Assert.Equal("[" + Others, Write(request with { Dialect = Dialect.AnthropicMessages }, out LossList losses)["input"]![0]!["content"]!.ToJsonString());
        Assert.Equal("messages[0].content[0]", losses.Rejected?.Path);
    }

    [Theory]
    [InlineData("high", null, true)]
    [InlineData(null, true, true)]
    [InlineData("none", null, false)]
    [InlineData(null, null, false)]
    public void Seals_are_asked_for_where_there_is_reasoning(string? effort, bool? show, bool asked)
    {
        JsonNode body = Write(new ChatRequest { OriginalModel = "r", Messages = [], ReasoningEffort = effort, ShowReasoning = show }, out _);
        Assert.Equal(asked, body["include"] is not null);
        Assert.Equal(show is true ? "auto" : null, (string?)body["reasoning"]?["summary"]);
    }

    [Fact]
    public void What_has_no_place_is_told()
    {
        Write(
            new ChatRequest
            {
                OriginalModel = "r",
                Messages =
                [
                    new ChatMessage { Role = Role.User, Name = "ann", Parts = [] },
                    new ChatMessage { Role = Role.Assistant, Reasoning = "hm", Parts = [new ContentPart.Image("u", null), new ContentPart.Unknown("x", "{}"), new ContentPart.Reasoning("a") { Seal = new Seal(Dialect.Gemini, "s") }] },
                    new ChatMessage { Role = Role.Tool, ToolCallId = "c", IsToolError = true },
                ],
                ProviderTools = ["{}"],
                Sampling = new SamplingOptions { TopK = 1, MinP = 0, FrequencyPenalty = 0, PresencePenalty = 0, RepetitionPenalty = 1, Seed = 1, Stop = ["x"], LogitBias = new Dictionary<int, double> { [1] = 1 } },
                N = 2,
                ReasoningBudget = 5,
            },
            out LossList losses);
        Assert.Equal(
            [
                "frequency_penalty", "logit_bias", "messages[0].name", "messages[1].content", "messages[1].content[0]", "messages[1].reasoning_content", "messages[2].is_error", "min_p", "n",
                "presence_penalty", "reasoning_budget", "repetition_penalty", "seed", "stop", "tools", "top_k",
            ],
            losses.Select(loss => loss.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Any_chat_request_becomes_a_request_that_can_be_read() =>
        RequestGen.Request.Sample(body =>
        {
            Assert.True(Changeover.Protocol.OpenAIChat.RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out _));
            string written = Write(request, out _).ToJsonString();
            Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(written), out ChatRequest? back, out var fault), $"{fault}: {written}");
            Assert.Equal(request.Messages.SelectMany(message => message.ToolCalls).Select(call => call.Arguments), back.Messages.SelectMany(message => message.ToolCalls).Select(call => call.Arguments));
            Assert.Equal(string.Concat(request.Messages.Select(message => message.PlainText)), string.Concat(back.Messages.Select(message => message.PlainText)));
        });

    private static JsonNode Write(ChatRequest request, out LossList losses)
    {
        losses = new LossList();
        var output = new ArrayBufferWriter<byte>();
        new OpenAIResponsesDialect().WriteRequest(request, "up", output, losses);
        return JsonNode.Parse(output.WrittenSpan)!;
    }
}
