using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.DashScope;

public sealed class DashScopeRequestTests
{
    [Fact]
    public void A_plain_request_asks_for_messages_in_the_answer() =>
        Write("""{"model":"r","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}]}""").Is(
            """{"model":"qwen-plus","input":{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]},"parameters":{"result_format":"message"}}""");

    [Theory]
    [InlineData(false, "true")]
    [InlineData(true, "false")]
    public void A_stream_says_whether_its_texts_add_up(bool isCumulative, string increments) =>
        WrittenRequest.Of(new DashScopeDialect(isCumulative), "m", """{"model":"r","messages":[{"role":"user","content":"Hi"}],"stream":true}""").Is(
            $$$"""{"model":"m","input":{"messages":[{"role":"user","content":"Hi"}]},"parameters":{"result_format":"message","incremental_output":{{{increments}}}}}""");

    [Fact]
    public void Options_go_into_the_parameters() =>
        Assert.Equal(
            """{"result_format":"message","response_format":{"type":"json_object"},"temperature":0.5,"top_p":0.9,"top_k":40,"presence_penalty":1,"repetition_penalty":1.1,"seed":7,"stop":["END"],"max_tokens":9,"n":2,"logprobs":true,"top_logprobs":3}""",
            Write("""
                {"model":"r","messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.9,"top_k":40,"presence_penalty":1,"repetition_penalty":1.1,"seed":7,
                "stop":"END","max_tokens":9,"n":2,"logprobs":true,"top_logprobs":3,"response_format":{"type":"json_object"}}
                """).Body["parameters"]!.ToJsonString());

    [Fact]
    public void A_tool_loop_is_written_as_it_went()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":null,"reasoning_content":"Look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"a\":1}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"Sun"}],
             "tools":[{"type":"function","function":{"name":"get","description":"d","parameters":{"type":"object"}}}],"tool_choice":{"type":"function","function":{"name":"get"}},"parallel_tool_calls":true}
            """);

        written.Is("""
            {"model":"qwen-plus","input":{"messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":"","reasoning_content":"Look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"a\":1}"}}]},
              {"role":"tool","content":"Sun","tool_call_id":"c1"}]},
             "parameters":{"result_format":"message","tools":[{"type":"function","function":{"name":"get","description":"d","parameters":{"type":"object"}}}],
              "tool_choice":{"type":"function","function":{"name":"get"}},"parallel_tool_calls":true}}
            """);
        Assert.Empty(written.Losses);
    }

    [Fact]
    public void Parts_of_a_picture_message_are_known_by_their_names()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"https://a/b.png","detail":"high"}},
              {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}
            """);

        Assert.Equal(
            """[{"text":"What?"},{"image":"https://a/b.png"},{"audio":"data:audio/wav;base64,AA=="}]""",
            written.Body["input"]!["messages"]![0]!["content"]!.ToJsonString());
        Assert.Equal(("messages[0].content[1]", LossKind.Ignored), Assert.Single(written.Losses.Select(loss => (loss.Path, loss.Kind))));
    }

    [Theory]
    [InlineData(0, """{"result_format":"message","enable_thinking":false}""")]
    [InlineData(512, """{"result_format":"message","enable_thinking":true,"thinking_budget":512}""")]
    public void A_budget_of_reasoning_turns_it_on_or_off(int budget, string parameters) =>
        Assert.Equal(
            parameters,
            WrittenRequest.Of(new DashScopeDialect(), "m", Request() with { ReasoningBudget = budget }).Body["parameters"]!.ToJsonString());

    [Fact]
    public void Nothing_to_say_is_a_blank_and_arguments_are_an_object()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[{"role":"system","content":"One."},{"role":"system","content":"Two."},{"role":"user","content":""},
              {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":""}},{"id":"b","type":"function","function":{"name":"f","arguments":"[1]"}}]}]}
            """);

        Assert.Equal(["One.\n\nTwo.", " ", ""], written.Body["input"]!["messages"]!.AsArray().Select(message => (string?)message!["content"]));
        Assert.Equal(
            ["{}", """{"input":"[1]"}"""],
            written.Body["input"]!["messages"]![2]!["tool_calls"]!.AsArray().Select(call => (string?)call!["function"]!["arguments"]));
        Assert.Equal(["messages[1].content", "messages[2].tool_calls[1].arguments"], written.Losses.Select(loss => loss.Path));
    }

    [Fact]
    public void Numbers_out_of_its_bounds_become_ones_that_it_takes()
    {
        WrittenRequest written = WrittenRequest.Of(new DashScopeDialect(), "m", Request() with
        {
            N = 9,
            MaxOutputTokens = -1,
            Sampling = new SamplingOptions { TopP = 0, Seed = -2 },
        });

        Assert.Equal("""{"result_format":"message","top_p":0.001,"seed":9223372036854775806,"n":4}""", written.Body["parameters"]!.ToJsonString());
        Assert.Equal(["n", "seed", "top_p"], written.Losses.Select(loss => loss.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_does_not_reason_where_the_form_of_the_answer_is_fixed()
    {
        WrittenRequest written = WrittenRequest.Of(new DashScopeDialect(), "m", Request() with { ReasoningBudget = 512, ResponseFormat = new ResponseFormat.JsonObject() });

        Assert.Equal("""{"result_format":"message","response_format":{"type":"json_object"},"enable_thinking":false}""", written.Body["parameters"]!.ToJsonString());
        Assert.Equal("thinking.budget_tokens", Assert.Single(written.Losses).Path);
    }

    [Theory]
    [InlineData("high", true)]
    [InlineData("none", false)]
    [InlineData(null, false)]
    public void A_request_to_reason_is_sent_as_a_stream(string? effort, bool streams) =>
        Assert.Equal(streams, RequestAdapter.Adapt(Request() with { ReasoningEffort = effort }, DialectRules.Of(Dialect.DashScope), []).Request.Stream);

    [Fact]
    public void What_it_cannot_say_is_told()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[{"role":"user","name":"Ann","content":[{"type":"text","text":"a"},{"type":"file","file":{"file_id":"f"}}]}],
             "tools":[{"type":"function","function":{"name":"get","strict":true}}],"tool_choice":"required"}
            """);

        Assert.Equal(
            ["messages[0].content[1] Rejected", "messages[0].name Ignored", "tool_choice Ignored", "tools[0].function.strict Ignored"],
            written.Losses.Select(loss => $"{loss.Path} {loss.Kind}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Any_request_is_written_as_JSON() => RequestGen.Request.Sample(request => Write(request).Body["input"]!["messages"]!.AsArray().Count > 0);

    [Theory]
    [InlineData("qwen-plus", false, "text-generation")]
    [InlineData("qwen-plus", true, "multimodal-generation")]
    [InlineData("qwen3-vl-plus", false, "multimodal-generation")]
    [InlineData("qwen3.5-plus", false, "multimodal-generation")]
    [InlineData("qwen3-32b", false, "text-generation")]
    public void The_address_depends_on_the_model(string model, bool hasImages, string service) =>
        Assert.Equal($"services/aigc/{service}/generation", DashScopePath.Of(model, hasImages));

    private static ChatRequest Request() => new() { OriginalModel = "r", Messages = [new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text("Hi")] }] };

    private static WrittenRequest Write(string request) => WrittenRequest.Of(new DashScopeDialect(), "qwen-plus", request);
}
