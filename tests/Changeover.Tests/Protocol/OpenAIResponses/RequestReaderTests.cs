using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Tests.Protocol.OpenAIResponses;

public sealed class RequestReaderTests
{
    [Fact]
    public void Items_of_one_turn_are_one_message()
    {
        ChatRequest request = Read("""
            {"model":"m","input":[
              {"role":"user","content":[{"type":"input_text","text":"look"},{"type":"input_image","image_url":"data:x","detail":"low"}]},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"gAAA"},
              {"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"I look."}]},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},
              {"type":"function_call","call_id":"b","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"a","output":"1"},
              {"type":"function_call_output","call_id":"b","output":[{"type":"input_text","text":"2"},{"type":"input_image","image_url":"u"}]}]}
            """);
        Assert.Equal([Role.User, Role.Assistant, Role.Tool, Role.Tool], request.Messages.Select(message => message.Role));
        ChatMessage turn = request.Messages[1];
        Assert.Equal([typeof(ContentPart.Reasoning), typeof(ContentPart.Text)], turn.Parts.Select(part => part.GetType()));
        Assert.Equal(new Seal(Dialect.OpenAIResponses, "gAAA"), turn.Parts[0].Seal);
        Assert.Equal("\"rs_1\"", turn.Parts[0].Extensions["id"]);
        Assert.Equal(["a", "b"], turn.ToolCalls.Select(call => call.Id));
        Assert.Null(turn.Reasoning);
        Assert.Equal(("b", 2), (request.Messages[3].ToolCallId, request.Messages[3].Parts.Count));
    }

    [Fact]
    public void Reasoning_without_a_seal_is_the_turns_reasoning()
    {
        ChatMessage turn = Assert.Single(Read("""
            {"model":"m","input":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}]},{"role":"assistant","content":"Hi"}]}
            """).Messages);
        Assert.Equal(("hm", "Hi"), (turn.Reasoning, turn.PlainText));
    }

    [Fact]
    public void Seals_that_came_through_us_find_home()
    {
        string reasoning = SealCode.Write(new Seal(Dialect.AnthropicMessages, "sig"), SealPlace.Reasoning);
        string call = SealCode.Write(new Seal(Dialect.Gemini, "thought"), SealPlace.ToolCall);
        ChatMessage turn = Assert.Single(Read($$"""
            {"model":"m","input":[
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"{{reasoning}}"},
              {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"{{call}}"},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{}"}]}
            """).Messages);
        ContentPart part = Assert.Single(turn.Parts);
        Assert.Equal(new Seal(Dialect.AnthropicMessages, "sig"), part.Seal);
        Assert.Empty(part.Extensions);
        Assert.Equal(new Seal(Dialect.Gemini, "thought"), Assert.Single(turn.ToolCalls).Seal);
    }

    [Fact]
    public void Options_have_their_places()
    {
        ChatRequest request = Read("""
            {"model":"m","instructions":"be kind","input":"a","stream":true,"temperature":0.5,"top_p":0.9,"max_output_tokens":7,"parallel_tool_calls":false,"user":"u",
            "reasoning":{"effort":"high","summary":"auto"},"include":["reasoning.encrypted_content","message.output_text.logprobs","other"],"top_logprobs":3,"store":false,
            "text":{"format":{"type":"json_schema","name":"s","schema":{"type":"object"},"strict":true},"verbosity":"low"},
            "tools":[{"type":"function","name":"f","strict":false},{"type":"function","name":"g","parameters":{"type":"object"}},{"type":"web_search"}],
            "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]}}
            """);
        Assert.Equal([(Role.System, "be kind"), (Role.User, "a")], request.Messages.Select(message => (message.Role, message.PlainText)));
        Assert.Equal((true, true, 0.5, 0.9, 7, false, "u"), (request.Stream, request.IncludeUsage, request.Sampling.Temperature, request.Sampling.TopP, request.MaxOutputTokens, request.ParallelToolCalls, request.User));
        Assert.Equal(("high", true, true, true, 3), (request.ReasoningEffort, request.ShowReasoning, request.WantsSeals, request.Logprobs, request.TopLogprobs));
        Assert.True(Assert.IsType<ResponseFormat.JsonSchema>(request.ResponseFormat).Strict);
        Assert.Equal([("f", true), ("g", false)], request.Tools.Select(tool => (tool.Name, tool.SaysNotStrict)));
        Assert.Equal("""{"type":"web_search"}""", Assert.Single(request.ProviderTools));
        Assert.Equal((ToolChoiceMode.Required, "f"), (request.ToolChoice!.Value.Mode, Assert.Single(request.ToolChoice.Value.Allowed!)));
        Assert.Equal(["include", "store", "text.verbosity"], request.Extensions.Keys.Order());
        Assert.Equal("[\"other\"]", request.Extensions["include"]);
    }

    [Theory]
    [InlineData("""{"input":"a"}""", RequestFaultCode.MissingParameter, "model")]
    [InlineData("""{"model":"m"}""", RequestFaultCode.MissingParameter, "input")]
    [InlineData("""{"model":"m","input":5}""", RequestFaultCode.InvalidType, "input")]
    [InlineData("""{"model":"m","input":["a"]}""", RequestFaultCode.InvalidType, "input[0]")]
    [InlineData("""{"model":"m","input":[{}]}""", RequestFaultCode.MissingParameter, "input[0].type")]
    [InlineData("""{"model":"m","input":[{"role":"robot","content":"a"}]}""", RequestFaultCode.InvalidValue, "input[0].role")]
    [InlineData("""{"model":"m","input":[{"role":"user"}]}""", RequestFaultCode.MissingParameter, "input[0].content")]
    [InlineData("""{"model":"m","input":[{"type":"function_call","name":"f"}]}""", RequestFaultCode.MissingParameter, "input[0].call_id")]
    [InlineData("""{"model":"m","input":[{"type":"function_call_output","call_id":"c"}]}""", RequestFaultCode.MissingParameter, "input[0].output")]
    [InlineData("""{"model":"m","input":"a","tools":[5]}""", RequestFaultCode.InvalidType, "tools[0]")]
    [InlineData("""{"model":"m","input":"a","tool_choice":"sometimes"}""", RequestFaultCode.InvalidValue, "tool_choice")]
    [InlineData("""{"model":"m","input":"a","text":{"format":{"type":"json_schema"}}}""", RequestFaultCode.MissingParameter, "text.format.name")]
    [InlineData("""{"model":"m","model":"n","input":"a"}""", RequestFaultCode.DuplicateKey, "model")]
    [InlineData("""[]""", RequestFaultCode.InvalidJson, null)]
    [InlineData("", RequestFaultCode.InvalidJson, null)]
    [InlineData("""{"model":"m","input":"\ud800"}""", RequestFaultCode.InvalidJson, null)]
    public void What_is_wrong_is_named(string body, string code, string? param)
    {
        Assert.False(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out RequestFault? fault));
        Assert.Equal((code, param), (fault.Code, fault.Param));
    }

    [Theory]
    [InlineData("""{"model":"m","previous_response_id":"resp_1"}""")]
    [InlineData("""{"model":"m","prompt":{"id":"p"}}""")]
    public void A_conversation_that_is_elsewhere_needs_no_input(string body) => Assert.Empty(Read(body).Messages);

    private static ChatRequest Read(string body)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), fault?.ToString());
        return request;
    }
}
