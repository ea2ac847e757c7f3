using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Hunyuan;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Hunyuan;

public sealed class HunyuanRequestTests
{
    [Fact]
    public void A_request_is_written_in_its_own_words() =>
        Write("""
            {"model":"r","messages":[{"role":"system","content":"One."},{"role":"developer","content":"Two."},{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.9,"seed":7,"stop":["END"],"stream":true}
            """).Is("""
            {"Model":"hunyuan-turbos-latest","Messages":[{"Role":"system","Content":"One.\n\nTwo."},{"Role":"user","Content":"Hi"}],"Temperature":0.5,"TopP":0.9,"Seed":7,"Stop":["END"],"Stream":true}
            """);

    [Fact]
    public void A_tool_loop_is_written_without_its_reasoning_and_with_schemas_as_text()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":null,"reasoning_content":"Look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"get","arguments":"{\"a\":1}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"Sun"}],
             "tools":[{"type":"function","function":{"name":"get","description":"d","parameters":{"type":"object"}}}],"tool_choice":"required"}
            """);

        written.Is("""
            {"Model":"hunyuan-turbos-latest","Messages":[
              {"Role":"user","Content":"Weather?"},
              {"Role":"assistant","Content":"","ToolCalls":[{"Id":"c1","Type":"function","Function":{"Name":"get","Arguments":"{\"a\":1}"}}]},
              {"Role":"tool","Content":"Sun","ToolCallId":"c1"}],
             "Tools":[{"Type":"function","Function":{"Name":"get","Description":"d","Parameters":"{\"type\":\"object\"}"}}],
             "ToolChoice":"custom","CustomTool":{"Type":"function","Function":{"Name":"get","Description":"d","Parameters":"{\"type\":\"object\"}"}}}
            """);
        Assert.Empty(written.Losses);
    }

    [Theory]
    [InlineData("\"none\"", "none", 0)]
    [InlineData("\"auto\"", "auto", 0)]
    [InlineData("\"required\"", "auto", 1)]
    [InlineData("""{"type":"function","function":{"name":"g"}}""", "custom", 0)]
    public void A_call_can_be_forced_of_one_tool_only(string choice, string word, int losses)
    {
        WrittenRequest written = Write($$$"""
            {"model":"r","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],"tool_choice":{{{choice}}}}
            """);

        Assert.Equal(word, (string?)written.Body["ToolChoice"]);
        Assert.Equal(losses, written.Losses.Count);
    }

    [Fact]
    public void A_picture_has_a_text_beside_it()
    {
        WrittenRequest written = Write("""{"model":"r","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a/b.png"}}]}]}""");

        Assert.Equal(
            """[{"Type":"text","Text":" "},{"Type":"image_url","ImageUrl":{"Url":"https://a/b.png"}}]""",
            written.Body["Messages"]![0]!["Contents"]!.ToJsonString());
        Assert.Equal(LossKind.Emulated, Assert.Single(written.Losses).Kind);
    }

    [Fact]
    public void An_empty_result_of_a_tool_is_a_blank()
    {
        WrittenRequest written = Write("""
            {"model":"r","messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":""}]}
            """);

        Assert.Equal(["a", "", " "], written.Body["Messages"]!.AsArray().Select(message => (string?)message!["Content"]));
        Assert.Equal("messages[2].content", Assert.Single(written.Losses).Path);
    }

    [Theory]
    [InlineData("sua", "suau")]
    [InlineData("au", "uau")]
    [InlineData("s", "su")]
    [InlineData("uctu", "uctau")]
    [InlineData("uct", "uct")]
    [InlineData("uctau", "uctau")]
    [InlineData("uc", "uc")]
    public void Somebody_speaks_wherever_it_wants_somebody_to_speak(string asked, string written)
    {
        ChatRequest request = Request(0) with { Messages = [.. asked.Select(Said)] };
        WrittenRequest seen = WrittenRequest.Of(new HunyuanDialect(), "m", request);

        Assert.Equal(written, string.Concat(seen.Body["Messages"]!.AsArray().Select(Letter)));
        Assert.Equal(asked == written ? 0 : 1, seen.Losses.Count);

        static ChatMessage Said(char letter) => new()
        {
            Role = letter switch { 's' => Role.System, 'u' => Role.User, 't' => Role.Tool, _ => Role.Assistant },
            Parts = [new ContentPart.Text("a")],
            ToolCalls = letter == 'c' ? [new ToolCall("c", "f", "{}")] : [],
            ToolCallId = letter == 't' ? "c" : null,
        };

        static char Letter(System.Text.Json.Nodes.JsonNode? message) => message!["ToolCalls"] is null ? ((string)message["Role"]!)[0] : 'c';
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Any_seed_becomes_one_that_it_takes(long seed)
    {
        WrittenRequest written = WrittenRequest.Of(new HunyuanDialect(), "m", Request(1) with { Sampling = new SamplingOptions { Seed = seed } });

        Assert.InRange((long)written.Body["Seed"]!, 1, 10_000);
        Assert.Equal(seed is < 1 or > 10_000 ? 1 : 0, written.Losses.Count);
    }

    [Theory]
    [InlineData("hunyuan-a13b", 0, false)]
    [InlineData("hunyuan-a13b", 1024, true)]
    [InlineData("hunyuan-turbos-latest", 1024, null)]
    public void Reasoning_has_a_switch_where_the_model_has_one(string model, int budget, bool? expected)
    {
        WrittenRequest written = WrittenRequest.Of(new HunyuanDialect(), model, Request(1) with { ReasoningBudget = budget });

        Assert.Equal(expected, (bool?)written.Body["EnableThinking"]);
        Assert.Equal(budget == 0 ? 0 : 1, written.Losses.Count);
    }

    [Theory]
    [InlineData(39, false)]
    [InlineData(41, true)]
    public void More_messages_than_it_remembers_are_refused(int count, bool isRefused) =>
        Assert.Equal(isRefused, WrittenRequest.Of(new HunyuanDialect(), "m", Request(count)).Losses.Rejected is not null);

    [Fact]
    public void After_the_adapter_roles_alternate_and_no_content_is_missing() =>
        RequestGen.Request.Sample(body =>
        {
            Changeover.Protocol.OpenAIChat.RequestReader.TryRead(System.Text.Encoding.UTF8.GetBytes(body), out ChatRequest? request, out _);
            ChatRequest adapted = RequestAdapter.Adapt(request!, DialectRules.Of(Dialect.Hunyuan), []).Request;
            string?[] roles = [.. WrittenRequest.Of(new HunyuanDialect(), "m", adapted).Body["Messages"]!.AsArray().Select(message => (string?)message!["Role"])];

            Assert.All(roles.Zip(roles.Skip(1)), pair => Assert.True(pair.First != pair.Second || pair.First == "tool", string.Join(",", roles)));
            Assert.DoesNotContain("system", roles.Skip(1));
        });

    private static ChatRequest Request(int messages) => new()
    {
        OriginalModel = "r",
        Messages = [.. Enumerable.Range(0, messages).Select(index => new ChatMessage { Role = index % 2 == 0 ? Role.User : Role.Assistant, Parts = [new ContentPart.Text("a")] })],
    };

    private static WrittenRequest Write(string request) => WrittenRequest.Of(new HunyuanDialect(), "hunyuan-turbos-latest", request);
}
