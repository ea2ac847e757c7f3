using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

public sealed class GeminiRequestTests
{
    [Fact]
    public void Every_field_survives_the_neutral_form() =>
        GeminiRequestGen.Request.Sample(body =>
        {
            var losses = new LossList();
            string back = Wire.Write(Wire.Request(body), losses);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(back)), $"{body}\nbecame\n{back}");
            Assert.Empty(losses);
        });

    [Fact]
    public void Mutated_requests_never_throw() =>
        Gen.Select(GeminiRequestGen.Request, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 4]).Sample((body, changes) =>
        {
            byte[] mutated = Encoding.UTF8.GetBytes(body);
            foreach ((int at, byte value) in changes)
            {
                mutated[at % mutated.Length] = value;
            }

            bool isRequest = Wire.Dialect.TryReadRequest(mutated, new RequestAddress("m"), out ChatRequest? request, out RequestFault? fault);
            Assert.Equal(isRequest, request is not null);
            Assert.Equal(isRequest, fault is null);
            if (request is not null)
            {
                JsonNode.Parse(Wire.Write(request));
            }
        });

    [Fact]
    public void Snake_case_says_the_same_as_camel_case()
    {
        const string Camel = """{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]}],"systemInstruction":{"parts":[{"text":"s"}]},"generationConfig":{"topK":3,"stopSequences":["x"],"thinkingConfig":{"includeThoughts":true}},"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"ARRAY","items":{"type":"STRING"},"minItems":1}}}}]}],"safetySettings":[]}""";
        const string Snake = """{"contents":[{"parts":[{"inline_data":{"mime_type":"image/png","data":"AA=="}}]}],"system_instruction":{"parts":[{"text":"s"}]},"generation_config":{"top_k":3,"stop_sequences":["x"],"thinking_config":{"include_thoughts":true}},"tool_config":{"function_calling_config":{"mode":"ANY"}},"tools":[{"function_declarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"ARRAY","items":{"type":"STRING"},"min_items":"1"}}}}]}],"safety_settings":[]}""";
        Assert.Equal(Wire.Write(Wire.Request(Camel)), Wire.Write(Wire.Request(Snake)).Replace("safety_settings", "safetySettings", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{}""", "contents", RequestFaultCode.MissingParameter)]
    [InlineData("""{"contents":[]}""", "contents", RequestFaultCode.InvalidValue)]
    [InlineData("""{"contents":[{"role":"assistant","parts":[{"text":"a"}]}]}""", "contents[0].role", RequestFaultCode.InvalidValue)]
    [InlineData("""{"contents":[{"parts":[{"text":1}]}]}""", "contents[0].parts[0].text", RequestFaultCode.InvalidType)]
    [InlineData("""{"contents":[{"role":"model","parts":[{"functionCall":{"args":{}}}]}]}""", "contents[0].parts[0].functionCall.name", RequestFaultCode.MissingParameter)]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"topP":"x"}}""", "generationConfig.topP", RequestFaultCode.InvalidType)]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{},"generation_config":{}}""", "generationConfig", RequestFaultCode.InvalidValue)]
    [InlineData("""{"contents":[{"parts":[{"text":"a"}]}],"contents":[]}""", "contents", RequestFaultCode.DuplicateKey)]
    [InlineData("""[1]""", null, RequestFaultCode.InvalidJson)]
    [InlineData("""{"contents":[{"parts":[{"text":"\ud800"}]}]}""", null, RequestFaultCode.InvalidJson)]
    public void A_bad_request_blames_its_field(string body, string? param, string code)
    {
        RequestFault fault = Wire.Fault(body);
        Assert.Equal((param, code), (fault.Param, fault.Code));
    }

    [Fact]
    public void Model_stream_and_variant_come_from_the_address()
    {
        ChatRequest request = Wire.Request("""{"contents":[{"parts":[{"text":"a"}]}]}""", "models/x", stream: true, "array");
        Assert.Equal(("x", true, "array", true), (request.OriginalModel, request.Stream, request.Variant, request.IncludeUsage));
    }

    [Fact]
    public void Calls_without_ids_get_their_results_by_name_and_order()
    {
        ChatRequest request = Wire.Request("""
            {"contents":[{"parts":[{"text":"a"}]},
            {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"g","args":{}}},{"functionCall":{"name":"f","args":{}}}]},
            {"role":"function","parts":[{"functionResponse":{"name":"g","response":{}}},{"functionResponse":{"name":"f","response":{}}},{"functionResponse":{"name":"f","response":{}}}]},
            {"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},{"parts":[{"functionResponse":{"name":"f","response":{}}},{"text":"and"}]}]}
            """);
        Assert.Equal(["call_1", "call_2", "call_3", "call_4"], request.Messages.SelectMany(message => message.ToolCalls).Select(call => call.Id));
        Assert.Equal(["call_2", "call_1", "call_3", "call_4"], request.Messages.Where(message => message.Role == Role.Tool).Select(message => message.ToolCallId));
        Assert.Equal(Role.User, request.Messages[^1].Role);
    }

    [Fact]
    public void Both_kinds_of_schema_are_read_as_JSON_Schema()
    {
        ChatRequest request = Wire.Request("""
            {"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[
            {"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","format":"enum","enum":["x"],"nullable":true}}}},
            {"name":"g","parametersJsonSchema":{"type":"object","properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"string"}}}}]}]}
            """);
        Assert.Equal("""{"type":"object","properties":{"a":{"type":["string","null"],"enum":["x",null]}}}""", request.Tools[0].Parameters.ToString());
        Assert.Contains("$defs", request.Tools[1].Parameters.ToString());
    }

    [Fact]
    public void The_seal_of_another_provider_travels_in_the_signature()
    {
        var request = Wire.Request("""{"contents":[{"parts":[{"text":"a"}]}]}""") with { ShowReasoning = true };
        var seal = new Seal(Dialect.AnthropicMessages, "Er+/uQ:==");
        var answer = new ChatAnswer
        {
            Id = "i",
            ResponseModel = "m",
            Choices = [new ChatChoice { Index = 0, Message = new ChatMessage { Role = Role.Assistant, Parts = [new ContentPart.Reasoning("hm") { Seal = seal }] } }],
        };
        JsonNode content = JsonNode.Parse(Wire.Write(answer, request))!["candidates"]![0]!["content"]!;
        string signature = (string)content["parts"]![0]!["thoughtSignature"]!;
        foreach (string said in new[] { signature, signature.Replace('+', '-').Replace('/', '_') })
        {
            content["parts"]![0]!["thoughtSignature"] = said;
            ChatRequest next = Wire.Request($$"""{"contents":[{{content.ToJsonString()}}]}""");
            Assert.Equal(seal, Assert.IsType<ContentPart.Reasoning>(next.Messages[0].Parts[0]).Seal);
        }
    }
}
