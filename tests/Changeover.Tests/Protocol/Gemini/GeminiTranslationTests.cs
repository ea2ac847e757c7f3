using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.OpenAIChat;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

/// <summary>Requests of an OpenAI client for a Gemini model.</summary>
public sealed class GeminiTranslationTests
{
    private const string Loop = """
        {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather?"},
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]},
        {"role":"tool","tool_call_id":"b","content":"{\"t\":20}"},{"role":"tool","tool_call_id":"a","content":"sunny"}]}
        """;

    [Fact]
    public void A_tool_loop_goes_by_names_and_without_ids_to_the_second_family() => Assert.Equal(
        """
        {"contents":[{"role":"user","parts":[{"text":"Weather?"}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}}},{"functionCall":{"name":"g","args":{}}}]},
        {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"sunny"}}},{"functionResponse":{"name":"g","response":{"t":20}}}]}],"systemInstruction":{"parts":[{"text":"Be brief."}]}}
        """.ReplaceLineEndings(""),
        Translate(Loop, "gemini-2.5-flash", out _));

    [Fact]
    public void The_third_family_gets_ids_and_a_word_for_the_signature_that_is_not_there()
    {
        string body = Translate(Loop, "gemini-3-pro-preview", out LossList losses);
        Assert.Contains("""{"functionCall":{"id":"a","name":"f","args":{"x":1}},"thoughtSignature":"skip_thought_signature_validator"},{"functionCall":{"id":"b","name":"g","args":{}}}""", body);
        Assert.Contains("""{"functionResponse":{"id":"a","name":"f",""", body);
Assert.Contains(losses, loss => loss is { Path: "messages[2].tool_calls[0]", Kind: LossKind.Emulated });
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "none", """{"thinkingBudget":0}""")]
    [InlineData("gemini-2.5-pro", "none", """{"thinkingBudget":128}""")]
    [InlineData("gemini-2.5-flash", "high", """{"thinkingBudget":24576}""")]
    [InlineData("gemini-3-pro", "low", """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-3-pro", "xhigh", """{"thinkingLevel":"high"}""")]
    [InlineData("gemini-flash-latest", "medium", """{"thinkingLevel":"medium"}""")]
    [InlineData("gemini-2.0-flash", "high", null)]
    public void A_reasoning_effort_is_a_level_or_a_budget(string model, string effort, string? expected)
    {
        string body = Translate("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"reasoning_effort\":\"" + effort + "\"}", model, out LossList losses);
        Assert.Equal(expected, JsonNode.Parse(body)!["generationConfig"]?["thinkingConfig"]?.ToJsonString());
        Assert.Equal(expected is null, losses.Any(loss => loss is { Path: "reasoning_effort", Kind: LossKind.Ignored }));
    }

    [Fact]
    public void What_Gemini_says_in_its_own_way_is_said()
    {
        string body = Translate(
            """
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}},{"type":"image_url","image_url":{"url":"https://x/y.jpg?z"}},
            {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,AA==","filename":"n"}}]}],
            "temperature":0.5,"max_tokens":7,"n":2,"seed":1,"stop":"x","response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}}}}
            """,
            "gemini-2.5-flash",
            out LossList losses);
        Assert.Equal(
            """
            {"contents":[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"fileData":{"mimeType":"image/jpeg","fileUri":"https://x/y.jpg?z"}},
            {"inlineData":{"mimeType":"audio/wav","data":"AA=="}},{"inlineData":{"mimeType":"application/pdf","data":"AA=="}}]}],
            "generationConfig":{"temperature":0.5,"seed":1,"stopSequences":["x"],"maxOutputTokens":7,"candidateCount":2,"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}}}
            """.ReplaceLineEndings(""),
            body);
        Assert.Contains(losses, loss => loss is { Path: "response_format.json_schema.schema.additionalProperties", Kind: LossKind.Ignored });
    }

    [Theory]
    [InlineData("\"auto\"", """{"mode":"AUTO"}""")]
    [InlineData("\"none\"", """{"mode":"NONE"}""")]
    [InlineData("\"required\"", """{"mode":"ANY"}""")]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", """{"mode":"ANY","allowedFunctionNames":["f"]}""")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}""", """{"mode":"ANY","allowedFunctionNames":["f"]}""")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"f"}}]}}""", """{"mode":"AUTO"}""")]
    public void A_tool_choice_is_a_mode(string choice, string mode)
    {
        JsonNode body = JsonNode.Parse(Translate(
            """{"model":"m","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{}}}}],"tool_choice":""" + choice + "}", "gemini-2.5-flash", out _))!;
        Assert.Equal(mode, body["toolConfig"]!["functionCallingConfig"]!.ToJsonString());
        string[] shown = choice.Contains("\"auto\",", StringComparison.Ordinal) ? ["""{"name":"f"}"""] : ["""{"name":"f"}""", """{"name":"g"}"""];
        Assert.Equal(shown, body["tools"]![0]!["functionDeclarations"]!.AsArray().Select(function => function!.ToJsonString()));
    }

    [Fact]
    public void A_file_that_only_another_provider_has_cannot_be_sent()
    {
        Translate("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"file","file":{"file_id":"file-1"}}]}]}""", "gemini-2.5-flash", out LossList losses);
        Assert.Equal("messages[0].content[1]", losses.Rejected?.Path);
    }

    [Fact]
    public void Every_OpenAI_request_becomes_one_that_Gemini_can_read() =>
        Gen.Select(RequestGen.Request, Gen.OneOf("gemini-2.5-pro", "gemini-3-flash", "gemma-3")).Sample((body, model) =>
        {
            JsonNode written = JsonNode.Parse(Translate(body, model, out _))!;
            foreach (JsonNode? content in written["contents"]!.AsArray().Append(written["systemInstruction"]).Where(content => content is not null))
            {
                Assert.NotEmpty(content!["parts"]!.AsArray());
                Assert.All(content["parts"]!.AsArray(), part => Assert.NotEqual("", (string?)part!["text"]));
            }

            Wire.Request(written["contents"]!.AsArray().Count == 0 ? """{"contents":[{}]}""" : written.ToJsonString());
        });

    [Fact]
    public void Tokens_are_counted_of_contents_or_of_a_whole_request()
    {
        foreach (string body in new[] { """{"contents":[{"parts":[{"text":"a"}]}]}""", """{"generateContentRequest":{"model":"models/x","contents":[{"parts":[{"text":"a"}]}]}}""" })
        {
            Assert.True(CountTokens.TryReadRequest(Encoding.UTF8.GetBytes(body), new("m"), out ChatRequest? request, out _));
            Assert.Equal(("m", "a"), (request.OriginalModel, Assert.Single(request.Messages).PlainText));
        }

        var output = new System.Buffers.ArrayBufferWriter<byte>();
        CountTokens.WriteRequest(Wire.Request("""{"contents":[{"role":"user","parts":[{"text":"a"}]}]}"""), "x", output, []);
        Assert.Equal("""{"generateContentRequest":{"model":"models/x","contents":[{"role":"user","parts":[{"text":"a"}]}]}}""", Encoding.UTF8.GetString(output.WrittenSpan));
        output.ResetWrittenCount();
        CountTokens.WriteAnswer(7, output);
        Assert.Equal(7, CountTokens.ReadAnswer(output.WrittenMemory));
        Assert.Null(CountTokens.ReadAnswer("<html>"u8.ToArray()));
    }

    [Theory]
    [InlineData("models/x:streamGenerateContent", "sse", "x", true, null)]
    [InlineData("models/x:streamGenerateContent", null, "x", true, "array")]
    [InlineData("models/a/b:c:generateContent", "sse", "a/b:c", false, null)]
    public void An_address_says_model_stream_and_form(string path, string? alt, string model, bool stream, string? variant)
    {
        Assert.True(GeminiPath.TryParse(path, out GeminiPath? parsed));
        Assert.Equal(new(model, stream, variant), parsed.ToAddress(alt));
        Assert.False(GeminiPath.TryParse("models/x", out _));
        Assert.False(GeminiPath.TryParse("models/:generateContent", out _));
    }

    private static string Translate(string body, string model, out LossList losses)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out var fault), $"{fault}: {body}");
        losses = [];
        return Wire.Write(RequestAdapter.Adapt(request, DialectRules.Of(Dialect.Gemini), losses).Request, losses, model);
    }
}
