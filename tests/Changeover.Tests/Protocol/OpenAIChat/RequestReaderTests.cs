using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class RequestReaderTests
{
    [Fact]
    public void Understands_every_role()
    {
        ChatRequest request = ReadMessages("""
            {"role":"developer","content":"d"},{"role":"system","content":"s","name":"ops"},
            {"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}],"reasoning_content":"hm"},
            {"role":"tool","tool_call_id":"c1","content":"r"},{"role":"assistant","content":null,"function_call":{"name":"g","arguments":"{}"}},
            {"role":"function","name":"g","content":"r2"},{"role":"assistant","refusal":"no"}
            """);
        Assert.Equal(
            [Role.Developer, Role.System, Role.User, Role.Assistant, Role.Tool, Role.Assistant, Role.Tool, Role.Assistant],
            request.Messages.Select(message => message.Role));
        Assert.Equal("ops", request.Messages[1].Name);
        Assert.Equal(("c1", "f", "{\"a\":1}"), (request.Messages[3].ToolCalls[0].Id, request.Messages[3].ToolCalls[0].Name, request.Messages[3].ToolCalls[0].Arguments));
        Assert.Equal("hm", request.Messages[3].Reasoning);
        Assert.Equal("c1", request.Messages[4].ToolCallId);
        Assert.True(request.Messages[5].ToolCalls[0].IsLegacyFunction);
        Assert.Equal((null, "g"), (request.Messages[6].ToolCallId, request.Messages[6].Name));
        Assert.Equal("no", Assert.IsType<ContentPart.Refusal>(Assert.Single(request.Messages[7].Parts)).Value);
    }

    [Fact]
    public void Understands_every_content_part()
    {
        IReadOnlyList<ContentPart> parts = ReadMessages("""
            {"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}},
            {"type":"image_url","image_url":{"url":"u","detail":"low"}},{"type":"image_url","image_url":"v"},
            {"type":"input_audio","input_audio":{"data":"AA","format":"wav"}},{"type":"file","file":{"file_id":"f","filename":"n"}},
            {"type":"refusal","refusal":"no"},{"type":"video_url","video_url":{"url":"w"}}]}
            """).Messages[0].Parts;
        Assert.Equal("t", Assert.IsType<ContentPart.Text>(parts[0]).Value);
        Assert.Equal("""{"type":"ephemeral"}""", parts[0].Extensions["cache_control"]);
        Assert.Equal(("u", "low"), (((ContentPart.Image)parts[1]).Url, ((ContentPart.Image)parts[1]).Detail));
        Assert.Equal("v", ((ContentPart.Image)parts[2]).Url);
        Assert.Equal(("AA", "wav"), (((ContentPart.Audio)parts[3]).Data, ((ContentPart.Audio)parts[3]).Format));
        Assert.Equal(("f", null, "n"), (((ContentPart.File)parts[4]).FileId, ((ContentPart.File)parts[4]).Data, ((ContentPart.File)parts[4]).Name));
        Assert.IsType<ContentPart.Refusal>(parts[5]);
        Assert.Equal(("video_url", """{"type":"video_url","video_url":{"url":"w"}}"""), (((ContentPart.Unknown)parts[6]).Type, ((ContentPart.Unknown)parts[6]).Json));
    }

    [Fact]
    public void Understands_every_option()
    {
        ChatRequest request = Read("""
            {"model":"m","messages":[{"role":"user","content":"x"}],"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.1,"frequency_penalty":1,
            "presence_penalty":-1,"repetition_penalty":1.1,"logit_bias":{"50256":-100},"seed":9007199254740993,"stop":["a","b"],"n":2,"logprobs":true,
            "top_logprobs":3,"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"max_completion_tokens":9,"max_tokens":7,
            "reasoning_effort":"low","user":"u","parallel_tool_calls":false,"store":true,"metadata":{"big":12345678901234567890}}
            """);
        Assert.True(request is
        {
            OriginalModel: "m", N: 2, Logprobs: true, TopLogprobs: 3, Stream: true, IncludeUsage: true, MaxOutputTokens: 9, SaysMaxTokens: false,
            ReasoningEffort: "low", User: "u", ParallelToolCalls: false,
            Sampling: { Temperature: 0.5, TopP: 0.9, TopK: 40, MinP: 0.1, FrequencyPenalty: 1, PresencePenalty: -1, RepetitionPenalty: 1.1, Seed: 9007199254740993 },
        });
        Assert.Equal(-100, request.Sampling.LogitBias[50256]);
        Assert.Equal(["a", "b"], request.Sampling.Stop);
        Assert.Equal(
            [("max_tokens", "7"), ("metadata", """{"big":12345678901234567890}"""), ("store", "true"), ("stream_options.include_obfuscation", "false")],
            request.Extensions.Select(extension => (extension.Key, extension.Value)).Order());
    }

    [Theory]
    [InlineData("\"auto\"", ToolChoiceMode.Auto, null)]
    [InlineData("\"none\"", ToolChoiceMode.None, null)]
    [InlineData("\"required\"", ToolChoiceMode.Required, null)]
    [InlineData("""{"type":"function","function":{"name":"f"}}""", ToolChoiceMode.Named, "f")]
    public void Understands_every_tool_choice(string choice, ToolChoiceMode mode, string? name) =>
        Assert.Equal(new ToolChoice(mode, name), WithTools($"\"tool_choice\":{choice}").ToolChoice);

    [Fact]
    public void Understands_a_choice_among_allowed_tools()
    {
        ToolChoice choice = WithTools("""
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}
            """).ToolChoice!.Value;
        Assert.Equal(ToolChoiceMode.Required, choice.Mode);
        Assert.Equal(["f"], choice.Allowed!);
    }

    [Fact]
    public void A_choice_that_only_the_provider_knows_is_kept_raw()
    {
        ChatRequest request = WithTools("""
            "tool_choice":{"type":"custom","custom":{"name":"c"}}
            """);
        Assert.Null(request.ToolChoice);
        Assert.Equal("""{"type":"custom","custom":{"name":"c"}}""", request.Extensions["tool_choice"]);
    }

    [Fact]
    public void Keeps_functions_and_provider_tools_apart()
    {
        ChatRequest request = Read("""
            {"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true,"odd":1},"cache_control":2},
            {"type":"builtin_function","function":{"name":"$web_search"}}]}
            """);
        ToolDefinition tool = Assert.Single(request.Tools);
        Assert.Equal(("f", "d", """{"type":"object"}""", true), (tool.Name, tool.Description, tool.Parameters!.Value.GetRawText(), tool.Strict));
        Assert.Equal([("cache_control", "2"), ("function.odd", "1")], tool.Extensions.Select(extension => (extension.Key, extension.Value)).Order());
        Assert.Equal("""{"type":"builtin_function","function":{"name":"$web_search"}}""", Assert.Single(request.ProviderTools));
    }

    [Fact]
    public void Understands_legacy_functions()
    {
        ChatRequest request = Read("""
            {"model":"m","messages":[{"role":"user","content":"x"}],"functions":[{"name":"f","parameters":{}}],"function_call":{"name":"f"}}
            """);
        Assert.True(Assert.Single(request.Tools).IsLegacyFunction);
        Assert.Equal(new ToolChoice(ToolChoiceMode.Named, "f"), request.ToolChoice);
    }

    [Theory]
    [InlineData("\"temperature\":\"hot\"", "invalid_type", "temperature")]
    [InlineData("\"temperature\":1e999", "invalid_value", "temperature")]
    [InlineData("\"seed\":1e30", "invalid_value", "seed")]
    [InlineData("\"seed\":1.5", "invalid_value", "seed")]
    [InlineData("\"max_tokens\":3000000000", "invalid_value", "max_tokens")]
    [InlineData("\"stop\":7", "invalid_type", "stop")]
    [InlineData("\"stop\":[7]", "invalid_type", "stop[0]")]
    [InlineData("\"logit_bias\":{\"a\":1}", "invalid_value", "logit_bias.a")]
    [InlineData("\"top_logprobs\":-1", "invalid_value", "top_logprobs")]
    [InlineData("\"user\":{}", "invalid_type", "user")]
    [InlineData("\"tool_choice\":\"maybe\"", "invalid_value", "tool_choice")]
    [InlineData("\"tool_choice\":7", "invalid_type", "tool_choice")]
    [InlineData("\"tools\":[7]", "missing_required_parameter", "tools[0].type")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "missing_required_parameter", "tools[0].function")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{}}]", "missing_required_parameter", "tools[0].function.name")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\"}", "missing_required_parameter", "response_format.json_schema")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}", "missing_required_parameter", "response_format.json_schema.name")]
    public void Refuses_a_wrong_option(string member, string code, string param) =>
        Refused($$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{member}}}""", code, param);

    [Theory]
    [InlineData("""{}""", "missing_required_parameter", "messages[0].role")]
    [InlineData("""{"role":"king","content":"x"}""", "invalid_value", "messages[0].role")]
    [InlineData("""{"role":"user","content":7}""", "invalid_type", "messages[0].content")]
    [InlineData("""{"role":"user","content":["x"]}""", "invalid_type", "messages[0].content[0]")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "missing_required_parameter", "messages[0].content[0].text")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{}}]}""", "missing_required_parameter", "messages[0].content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio"}]}""", "missing_required_parameter", "messages[0].content[0].input_audio")]
    [InlineData("""{"role":"tool","content":"x"}""", "missing_required_parameter", "messages[0].tool_call_id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"a","type":"function"}]}""", "missing_required_parameter", "messages[0].tool_calls[0].function")]
    [InlineData("""{"role":"user","content":"\udc00"}""", "invalid_json", null)]
    public void Refuses_a_wrong_message(string message, string code, string? param) =>
        Refused($$"""{"model":"m","messages":[{{message}}]}""", code, param);

    private static ChatRequest ReadMessages(string messages) => Read($$"""{"model":"m","messages":[{{messages}}]}""");

    private static ChatRequest WithTools(string member) => Read(
        $$$"""{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f"}}],{{{member}}}}""");

    private static ChatRequest Read(string body)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), fault?.ToString());
        return request;
    }

    private static void Refused(string body, string code, string? param)
    {
        Assert.False(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out RequestFault? fault));
        Assert.Equal((code, param), (fault.Code, fault.Param));
    }
}
