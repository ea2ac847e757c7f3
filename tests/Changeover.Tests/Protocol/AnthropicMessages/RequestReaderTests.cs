using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class RequestReaderTests
{
    [Fact]
    public void Instructions_become_the_first_message()
    {
        ChatRequest request = Read("""{"model":"m","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"u"}]}""");
        Assert.Equal([Role.System, Role.User], request.Messages.Select(message => message.Role));
        Assert.Equal("""{"type":"ephemeral"}""", request.Messages[0].Parts[0].Extensions["cache_control"]);
        Assert.Equal((Dialect.AnthropicMessages, 9), (request.Dialect, request.MaxOutputTokens));
    }

    [Fact]
    public void Results_of_tools_stand_before_what_the_user_says()
    {
        IReadOnlyList<ChatMessage> messages = ReadMessages("""
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"r"},
            {"type":"tool_result","tool_use_id":"b","is_error":true,"content":[{"type":"text","text":"e"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]},
            {"type":"text","text":"and now?"}]}
            """);
        Assert.Equal([Role.Tool, Role.Tool, Role.User], messages.Select(message => message.Role));
        Assert.Equal([("a", false), ("b", true)], messages.Take(2).Select(message => (message.ToolCallId!, message.IsToolError)));
        Assert.Equal("data:image/png;base64,AA==", ((ContentPart.Image)messages[1].Parts[1]).Url);
        Assert.Equal("and now?", messages[2].PlainText);
    }

    [Fact]
    public void Signed_thinking_is_sealed_and_unsigned_thinking_is_not()
    {
        ChatMessage message = ReadMessages("""
            {"role":"user","content":"u"},{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"redacted_thinking","data":"dat"},
            {"type":"thinking","thinking":"open","signature":""},{"type":"text","text":"t"},{"type":"tool_use","id":"c","name":"f","input":{"a": 1.0}}]}
            """)[1];
        Assert.Equal(
            [
                new ContentPart.Reasoning("hm") { Seal = new Seal(Dialect.AnthropicMessages, "sig") },
                new ContentPart.Reasoning("", IsRedacted: true) { Seal = new Seal(Dialect.AnthropicMessages, "dat") },
                new ContentPart.Text("t"),
            ],
            message.Parts);
        Assert.Equal("open", message.Reasoning);
        Assert.Equal(("c", "f", "{\"a\": 1.0}"), (message.ToolCalls[0].Id, message.ToolCalls[0].Name, message.ToolCalls[0].Arguments));
    }

    [Theory]
    [InlineData("""{"type":"enabled","budget_tokens":2048}""", 2048, null)]
    [InlineData("""{"type":"disabled"}""", 0, null)]
    [InlineData("""{"type":"adaptive","display":"omitted"}""", null, false)]
    [InlineData("""{"type":"enabled","budget_tokens":1024,"display":"summarized"}""", 1024, true)]
    public void Understands_thinking(string thinking, int? budget, bool? shows)
    {
        ChatRequest request = With($"\"thinking\":{thinking}");
        Assert.Equal((budget, shows), (request.ReasoningBudget, request.ShowReasoning));
    }

    [Theory]
    [InlineData("""{"type":"auto"}""", ToolChoiceMode.Auto, null, null)]
    [InlineData("""{"type":"any","disable_parallel_tool_use":true}""", ToolChoiceMode.Required, null, false)]
    [InlineData("""{"type":"tool","name":"f","disable_parallel_tool_use":false}""", ToolChoiceMode.Named, "f", true)]
    [InlineData("""{"type":"none"}""", ToolChoiceMode.None, null, null)]
    public void Understands_every_tool_choice(string choice, ToolChoiceMode mode, string? name, bool? parallel)
    {
        ChatRequest request = With($"\"tool_choice\":{choice}");
        Assert.Equal((new ToolChoice(mode, name), parallel), (request.ToolChoice!.Value, request.ParallelToolCalls));
    }

    [Fact]
    public void Understands_every_option()
    {
        ChatRequest request = With("""
            "temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["a","b"],"stream":true,"metadata":{"user_id":"u","odd":1},
            "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},"service_tier":"auto",
            "tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"strict":true},{"type":"bash_20250124","name":"bash"}]
            """);
        Assert.True(request is
        {
            Stream: true, IncludeUsage: true, User: "u", ReasoningEffort: "low",
            Sampling: { Temperature: 0.5, TopP: 0.9, TopK: 40 },
            ResponseFormat: ResponseFormat.JsonSchema { Strict: true },
            Tools: [{ Name: "f", Description: "d", Strict: true }],
            ProviderTools: ["""{"type":"bash_20250124","name":"bash"}"""],
        });
        Assert.Equal(["a", "b"], request.Sampling.Stop);
        Assert.Equal([("metadata.odd", "1"), ("service_tier", "\"auto\"")], request.Extensions.Select(extension => (extension.Key, extension.Value)).Order());
    }

    [Fact]
    public void Understands_every_kind_of_document()
    {
        IReadOnlyList<ContentPart> parts = ReadMessages("""
            {"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="},"title":"t"},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"é"}},
            {"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}},{"type":"document","source":{"type":"file","file_id":"f"}},
            {"type":"document","source":{"type":"content","content":[]}}]}
            """)[0].Parts;
        Assert.Equal(
            [("data:application/pdf;base64,AA==", "t", null), ("data:text/plain;base64,w6k=", null, null), ("https://example.org/a.pdf", null, null), (null, null, "f")],
            parts.OfType<ContentPart.File>().Select(file => (file.Data, file.Name, file.FileId)));
        Assert.IsType<ContentPart.Unknown>(parts[4]);
    }

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}]}""", "missing_required_parameter", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":"1","messages":[{"role":"user","content":"x"}]}""", "invalid_type", "max_tokens")]
    [InlineData("""{"model":"m","max_tokens":1}""", "missing_required_parameter", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[]}""", "invalid_value", "messages")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"tool","content":"x"}]}""", "invalid_value", "messages[0].role")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user"}]}""", "missing_required_parameter", "messages[0].content")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":7}]}""", "invalid_type", "messages[0].content")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":["x"]}]}""", "invalid_type", "messages[0].content[0]")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image"}]}]}""", "missing_required_parameter", "messages[0].content[0].source")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result"}]}]}""", "missing_required_parameter", "messages[0].content[0].tool_use_id")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f"}]}]}""", "missing_required_parameter", "messages[0].content[0].input")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tools":[{"name":"f"}]}""", "missing_required_parameter", "tools[0].input_schema")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"thinking":{"type":"enabled"}}""", "missing_required_parameter", "thinking.budget_tokens")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"tool"}}""", "missing_required_parameter", "tool_choice.name")]
    [InlineData("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"\udc00"}]}""", "invalid_json", null)]
    [InlineData("""{"model":"m","max_tokens":1,"model":"n","messages":[{"role":"user","content":"x"}]}""", "duplicate_key", "model")]
    [InlineData("[]", "invalid_json", null)]
    [InlineData("{", "invalid_json", null)]
    public void Refuses_a_wrong_request(string body, string code, string? param)
    {
        Assert.False(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out _, out RequestFault? fault));
        Assert.Equal((code, param), (fault.Code, fault.Param));
    }

    private static IReadOnlyList<ChatMessage> ReadMessages(string messages) => Read($$"""{"model":"m","max_tokens":1,"messages":[{{messages}}]}""").Messages;

    private static ChatRequest With(string member) => Read($$"""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],{{member}}}""");

    private static ChatRequest Read(string body)
    {
        Assert.True(RequestReader.TryRead(Encoding.UTF8.GetBytes(body), out ChatRequest? request, out RequestFault? fault), fault?.ToString());
        return request;
    }
}
