using System.Buffers;
using System.Text;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.Ollama;
using Changeover.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Ollama;

public sealed class OllamaRequestTests
{
    private const string Chat = """
        {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"look","images":["/9j/AA==","iVBORw=="]},
        {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"function":{"name":"f","arguments":{"x":1.50}}},{"function":{"index":1,"name":"g","arguments":{}}}]},
        {"role":"tool","tool_name":"g","content":"2"},{"role":"tool","content":"1"},{"role":"user","content":"and?"}],
        "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}},{"type":"web_search"}],
        "format":{"type":"object"},"options":{"temperature":0.5,"num_predict":7,"top_k":40,"top_p":0.9,"min_p":0.05,"seed":3,"stop":["x"],"repeat_penalty":1.1,"presence_penalty":1,"frequency_penalty":-1,"num_ctx":4096},
        "think":"high","keep_alive":"5m","logprobs":true,"top_logprobs":2,"stream":false}
        """;

    [Fact]
    public void A_chat_is_read_whole()
    {
        ChatRequest request = Read(Chat);
        Assert.Equal((Dialect.Ollama, "m", false, 7), (request.Dialect, request.OriginalModel, request.Stream, request.MaxOutputTokens));
        Assert.Equal(("high", true, true, 2), (request.ReasoningEffort, request.ShowReasoning, request.Logprobs, request.TopLogprobs));
        SamplingOptions sampling = request.Sampling;
        Assert.Equal((0.5, 0.9, 40, 0.05, 3L), (sampling.Temperature, sampling.TopP, sampling.TopK, sampling.MinP, sampling.Seed));
        Assert.Equal((1.1, 1.0, -1.0, "x"), (sampling.RepetitionPenalty, sampling.PresencePenalty, sampling.FrequencyPenalty, Assert.Single(sampling.Stop)));
        Assert.Equal(["data:image/jpeg;base64,/9j/AA==", "data:image/png;base64,iVBORw=="], request.Messages[1].Parts.OfType<ContentPart.Image>().Select(image => image.Url));
        Assert.Equal("hm", request.Messages[2].Reasoning);
        Assert.Equal([("call_1", "f", "{\"x\":1.50}"), ("call_2", "g", "{}")], request.Messages[2].ToolCalls.Select(call => (call.Id, call.Name, call.Arguments)));
        Assert.Equal(["call_2", "call_1"], request.Messages.Where(message => message.Role == Role.Tool).Select(message => message.ToolCallId));
        Assert.Equal(("f", "d"), (request.Tools[0].Name, request.Tools[0].Description));
        Assert.Equal("{\"type\":\"web_search\"}", Assert.Single(request.ProviderTools));
        Assert.IsType<ResponseFormat.JsonSchema>(request.ResponseFormat);
        Assert.Equal(["keep_alive", "options.num_ctx"], request.Extensions.Keys.Order());
    }

    [Fact]
    public void A_chat_for_another_dialect_tells_what_it_left_out()
    {
        var losses = new LossList();
        ChatRequest adapted = RequestAdapter.Adapt(Read(Chat), DialectRules.Of(Dialect.OpenAIChat), losses).Request;
        var output = new ArrayBufferWriter<byte>();
        new OpenAIChatDialect().WriteRequest(adapted, "x", output, losses);
        Assert.Contains("options.num_ctx", losses.Select(loss => loss.Path));
        Assert.Contains("""{"role":"tool","content":"1","tool_call_id":"call_1"}""", Encoding.UTF8.GetString(output.WrittenSpan).Replace(",\"name\":\"g\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_completion_is_one_turn_and_streams_unless_it_says_otherwise()
    {
        ChatRequest request = Read("""{"model":"m","prompt":"p","system":"s","images":["R0lGAA=="],"raw":true,"context":[1],"format":"json"}""", "generate");
        Assert.Equal(("generate", true, true), (request.Variant, request.Stream, request.IncludeUsage));
        Assert.Equal([Role.System, Role.User], request.Messages.Select(message => message.Role));
        Assert.Equal("data:image/gif;base64,R0lGAA==", Assert.IsType<ContentPart.Image>(request.Messages[1].Parts[1]).Url);
        Assert.IsType<ResponseFormat.JsonObject>(request.ResponseFormat);
        Assert.Equal(["context", "raw"], request.Extensions.Keys.Order());
    }

    [Theory]
    [InlineData("""{"model":"m"}""", null, true)]
    [InlineData("""{"model":"m","messages":[]}""", null, true)]
    [InlineData("""{"model":"m","prompt":"","system":"s"}""", "generate", true)]
    [InlineData("""{"model":"m","prompt":"p"}""", "generate", false)]
    public void Nothing_to_say_is_a_wish_to_load(string body, string? variant, bool loads) => Assert.Equal(loads, OllamaDialect.OnlyLoads(Read(body, variant)));

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("false", "none", false)]
    [InlineData("\"low\"", "low", true)]
    [InlineData("null", null, null)]
    public void Think_is_a_flag_or_an_effort(string think, string? effort, bool? shows)
    {
        ChatRequest request = Read("{\"model\":\"m\",\"think\":" + think + "}");
        Assert.Equal((effort, shows), (request.ReasoningEffort, request.ShowReasoning));
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"developer","content":"a"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["a"]}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","images":[1]}]}""", "messages[0].images[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":{}}}]}]}""", "messages[0].tool_calls[0].function.name")]
    [InlineData("""{"model":"m","format":"xml"}""", "format")]
    [InlineData("""{"model":"m","options":{"temperature":"hot"}}""", "options.temperature")]
    [InlineData("""{"model":"m","model":"n"}""", "model")]
    [InlineData("""{"model":"m","think":1}""", "think")]
    public void A_bad_request_blames_its_field(string body, string param)
    {
        Assert.False(new OllamaDialect().TryReadRequest(Encoding.UTF8.GetBytes(body), RequestAddress.None, out _, out RequestFault? fault));
        Assert.Equal(param, fault.Param);
    }

    [Fact]
    public void Mutated_requests_never_throw() =>
        Gen.Select(Gen.Int[0, Chat.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            byte[] mutated = Encoding.UTF8.GetBytes(Chat);
            foreach ((int at, byte value) in changes)
            {
                mutated[at] = value;
            }

            bool isRequest = new OllamaDialect().TryReadRequest(mutated, RequestAddress.None, out ChatRequest? request, out RequestFault? fault);
            Assert.Equal(isRequest, request is not null);
            Assert.Equal(isRequest, fault is null);
        });

    private static ChatRequest Read(string body, string? variant = null)
    {
        Assert.True(new OllamaDialect().TryReadRequest(Encoding.UTF8.GetBytes(body), new RequestAddress(Variant: variant), out ChatRequest? request, out RequestFault? fault), fault?.ToString());
        return request;
    }
}
