using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.AnthropicMessages;

/// <summary>Requests that came in another dialect.</summary>
public sealed class RequestWriterTests
{
    private static readonly Seal Own = new(Dialect.AnthropicMessages, "sig");

    private static readonly ChatMessage User = new() { Role = Role.User, Parts = [new ContentPart.Text("u")] };

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ChatRequest Plain = new() { OriginalModel = "route", Messages = [User], MaxOutputTokens = 8000 };

    [Fact]
    public void A_request_is_never_written_without_a_bound()
    {
        JsonNode body = Write(Plain with { MaxOutputTokens = null }, out LossList losses);
        Assert.Equal(("upstream-model", 4096), ((string)body["model"]!, (int)body["max_tokens"]!));
        Assert.Equal(("max_tokens", LossKind.Emulated), Assert.Single(losses.Select(loss => (loss.Path, loss.Kind))));
    }

    [Fact]
    public void Instructions_stand_outside_the_conversation_wherever_they_came()
    {
        JsonNode body = Write(Plain with { Messages = [Say(Role.System, "a"), Say(Role.Developer, "b"), User, Say(Role.System, "c")] }, out LossList losses);
        Assert.Equal(["a", "b", "c"], body["system"]!.AsArray().Select(block => (string)block!["text"]!));
        Assert.Equal("""[{"role":"user","content":"u"}]""", body["messages"]!.ToJsonString());
        Assert.Equal("messages[3]", Assert.Single(losses).Path);
    }

    [Fact]
    public void The_user_begins_and_nobody_says_nothing()
    {
        JsonNode body = Write(
            Plain with
            {
                Messages =
                [
                    Say(Role.System, " "), Say(Role.User, " "), Say(Role.Assistant, "Hello, I am here."), User, Say(Role.Assistant, "\n"),
                    new ChatMessage { Role = Role.Assistant, Parts = [new ContentPart.Image("https://example.org/a.png", null)] }, Say(Role.Assistant, "So it is "),
                ],
            },
            out LossList losses);
        Assert.Null(body["system"]);
        Assert.Equal("""["…","Hello, I am here.","u","So it is"]""", Content(body));
        Assert.Equal([("messages", LossKind.Emulated), ("messages[5]", LossKind.Ignored)], losses.Select(loss => (loss.Path, loss.Kind)).Order());
        Assert.Equal("""["…"]""", Content(Write(Plain with { Messages = [Say(Role.System, "s")] }, out _)));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}}}""", null)]
    [InlineData("""{"type":["object","null"],"x":1.0}""", """{"type":"object","x":1.0}""", null)]
    [InlineData("""{"type":"object","anyOf":[{}]}""", """{"type":"object"}""", "tools[0].parameters.anyOf")]
    [InlineData("""{"type":"string"}""", """{"type":"object"}""", "tools[0].parameters")]
    [InlineData("""true""", """{"type":"object"}""", "tools[0].parameters")]
    public void The_schema_of_a_tool_is_that_of_an_object(string schema, string expected, string? lost)
    {
        JsonNode body = Write(Plain with { Tools = [new ToolDefinition("f", null, JsonElement.Parse(schema), Strict: false)] }, out LossList losses);
        Assert.Equal(expected, body["tools"]![0]!["input_schema"]!.ToJsonString());
        Assert.Equal(lost, losses.SingleOrDefault()?.Path);
    }

    [Fact]
    public void Results_of_tools_and_what_the_user_says_behind_them_are_one_turn()
    {
        JsonNode body = Write(
            Plain with
            {
                Messages =
                [
                    User,
                    new ChatMessage { Role = Role.Assistant, Parts = [new ContentPart.Text("")], ToolCalls = [new ToolCall("a", "f", "{\"x\":1}"), new ToolCall("b", "f", "")] },
                    Result("a", "1"), Result("b", "2") with { IsToolError = true }, User,
                ],
            },
            out LossList losses);
        Assert.Equal(
            """
            [{"role":"user","content":"u"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"b","name":"f","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"tool_result","tool_use_id":"b","content":"2","is_error":true},{"type":"text","text":"u"}]}]
            """.ReplaceLineEndings(""),
            body["messages"]!.ToJsonString());
        Assert.Empty(losses);
    }

    [Fact]
    public void Only_thinking_under_its_own_seal_is_replayed()
    {
        JsonNode body = Write(
            Plain with
            {
                Messages =
                [
                    User,
                    new ChatMessage
                    {
                        Role = Role.Assistant,
                        Reasoning = "unsealed",
                        Parts =
                        [
                            new ContentPart.Reasoning("mine") { Seal = Own }, new ContentPart.Reasoning("", IsRedacted: true) { Seal = Own },
                            new ContentPart.Reasoning("theirs") { Seal = new Seal(Dialect.Gemini, "x") }, new ContentPart.Text("t"),
                        ],
                    },
                    User,
                ],
            },
            out LossList losses);
        Assert.Equal(
            """[{"type":"thinking","thinking":"mine","signature":"sig"},{"type":"redacted_thinking","data":"sig"},{"type":"text","text":"t"}]""",
            body["messages"]![1]!["content"]!.ToJsonString());
        Assert.Equal(["messages[1].content[2]", "messages[1].reasoning_content"], losses.Select(loss => loss.Path).Order());
    }

    [Fact]
    public void Tools_are_written_with_a_schema_and_the_choice_among_them()
    {
        JsonNode body = Write(
            Plain with
            {
                Tools = [new ToolDefinition("f", "d", null, Strict: true), new ToolDefinition("g", null, JsonElement.Parse("""{"type":"object","x":1.0}"""), Strict: false)],
                ParallelToolCalls = false,
            },
            out LossList losses);
        Assert.Equal(
            """[{"name":"f","description":"d","input_schema":{"type":"object"}},{"name":"g","input_schema":{"type":"object","x":1.0}}]""",
            body["tools"]!.ToJsonString());
        Assert.Equal("""{"type":"auto","disable_parallel_tool_use":true}""", body["tool_choice"]!.ToJsonString());
        Assert.Equal("tools[0].strict", Assert.Single(losses).Path);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, null, """{"type":"auto"}""")]
    [InlineData(ToolChoiceMode.Required, null, """{"type":"any"}""")]
    [InlineData(ToolChoiceMode.None, null, """{"type":"none"}""")]
    [InlineData(ToolChoiceMode.Named, "f", """{"type":"tool","name":"f"}""")]
    public void Every_choice_of_tools_has_its_word(ToolChoiceMode mode, string? name, string expected)
    {
        JsonNode body = Write(Plain with { Tools = [new ToolDefinition("f", null, null, Strict: false)], ToolChoice = new ToolChoice(mode, name) }, out _);
        Assert.Equal(expected, body["tool_choice"]!.ToJsonString());
    }

    [Fact]
    public void What_is_no_json_object_becomes_the_input_of_one()
    {
        JsonNode body = Write(
            Plain with { Messages = [User, new ChatMessage { Role = Role.Assistant, ToolCalls = [new ToolCall("a", "f", "[1]"), new ToolCall("b", "f", "{\"x\":") { Seal = new Seal(Dialect.Gemini, "s") }] }] },
            out LossList losses);
        Assert.Equal("""{"input":"[1]"}""", body["messages"]![1]!["content"]![0]!["input"]!.ToJsonString());
        Assert.Equal("{\"x\":", (string)body["messages"]![1]!["content"]![1]!["input"]!["input"]!);
        Assert.Equal(
            ["messages[1].tool_calls[0].arguments", "messages[1].tool_calls[1].arguments", "messages[1].tool_calls[1].seal"],
            losses.Select(loss => loss.Path).Order());
    }

    [Fact]
    public void Pictures_and_files_are_written_by_their_kind()
    {
        JsonNode body = Write(
            Plain with
            {
                Messages =
                [
                    new ChatMessage
                    {
                        Role = Role.User,
                        Parts =
                        [
                            new ContentPart.Image("data:image/jpg;base64,AA==", "high"), new ContentPart.Image("https://example.org/a.png", null),
                            new ContentPart.File(null, "data:application/pdf;base64,AA==", "n.pdf"), new ContentPart.File(null, "data:text/csv;base64,YSxi", "n.csv"),
                            new ContentPart.File("file_1", null, null), new ContentPart.File(null, "data:application/zip;base64,AA==", null), new ContentPart.Image("gs://x", null),
                            new ContentPart.Audio("AA==", "wav"), new ContentPart.Unknown("video_url", "{}"),
                        ],
                    },
                ],
            },
            out LossList losses);
        Assert.Equal(
            """
            [{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AA=="}},{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
            {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="},"title":"n.pdf"},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"a,b"},"title":"n.csv"}]
            """.ReplaceLineEndings(""),
            body["messages"]![0]!["content"]!.ToJsonString());
        Assert.Equal([4, 5, 6, 7], Of(losses, LossKind.Rejected).Select(path => path["messages[0].content[".Length] - '0'));
        Assert.Equal(["messages[0].content[0].image_url.detail", "messages[0].content[8]"], Of(losses, LossKind.Ignored));
        Assert.Equal(["messages[0].content[3]"], Of(losses, LossKind.Emulated));
    }

    [Fact]
    public void What_the_dialect_has_no_option_for_is_told()
    {
        JsonNode body = Write(
            Plain with
            {
                N = 2, Logprobs = true, TopLogprobs = 3, ReasoningEffort = "high", User = "u", ResponseFormat = new ResponseFormat.JsonObject(), ProviderTools = ["{}"],
                ToolChoice = new ToolChoice(ToolChoiceMode.Required),
                Sampling = new SamplingOptions { Temperature = 0.5, TopP = 0.9, TopK = 4, MinP = 0.1, FrequencyPenalty = 1, PresencePenalty = 1, RepetitionPenalty = 1, Seed = 1, Stop = ["x", "\n"] },
            },
            out LossList losses);
        Assert.Equal(["model", "max_tokens", "messages", "temperature", "top_k", "stop_sequences", "metadata"], body.AsObject().Select(member => member.Key));
        Assert.Equal(
            [
                "frequency_penalty", "logprobs", "min_p", "n", "presence_penalty", "reasoning_effort", "repetition_penalty", "response_format", "seed", "stop",
                "tool_choice", "tools", "top_logprobs", "top_p",
            ],
            losses.Select(loss => loss.Path).Order());
    }

    [Fact]
    public void Thinking_takes_its_budget_and_its_own_temperature()
    {
        JsonNode body = Write(Plain with { ReasoningBudget = 2048, Sampling = new SamplingOptions { Temperature = 0.5, TopK = 3 } }, out LossList losses);
        Assert.Equal("""{"type":"enabled","budget_tokens":2048}""", body["thinking"]!.ToJsonString());
        Assert.Null(body["temperature"]);
        Assert.Equal(["temperature", "top_k"], losses.Select(loss => loss.Path).Order());
    }

    [Theory]
    [InlineData(10, 8000, 1024, 8000)]
    [InlineData(20_000, 8000, 4000, 8000)]
    [InlineData(20_000, 1500, 1024, 1500)]
    [InlineData(20_000, 1024, null, 1024)]
    [InlineData(20_000, null, 20_000, 24_096)]
    public void The_budget_of_thinking_leaves_room_for_the_answer(int wished, int? bound, int? budget, int maxTokens)
    {
        JsonNode body = Write(Plain with { ReasoningBudget = wished, MaxOutputTokens = bound }, out LossList losses);
        Assert.Equal((budget, maxTokens), ((int?)body["thinking"]?["budget_tokens"], (int)body["max_tokens"]!));
        Assert.Single(losses);
    }

    [Fact]
    public void The_model_does_not_think_in_a_tool_loop_whose_thinking_is_lost()
    {
        var call = new ChatMessage { Role = Role.Assistant, ToolCalls = [new ToolCall("a", "f", "{}")] };
        ChatRequest lost = Plain with { ReasoningBudget = 2048, Messages = [User, call, Result("a", "1")] };
        Assert.Null(Write(lost, out LossList losses)["thinking"]);
        Assert.Equal("thinking", Assert.Single(losses).Path);
        Assert.Null(Write(lost with { Dialect = Dialect.AnthropicMessages }, out _)["thinking"]);
        Assert.Null(Write(lost with { Messages = [.. lost.Messages, Say(Role.Assistant, " "), User] }, out _)["thinking"]);
        Assert.NotNull(Write(lost with { Messages = [User, call with { Parts = [new ContentPart.Reasoning("hm") { Seal = Own }] }, Result("a", "1")] }, out _)["thinking"]);
        Assert.NotNull(Write(lost with { Messages = [User, call, Result("a", "1"), Say(Role.Assistant, "t"), User] }, out _)["thinking"]);
    }

    [Fact]
    public void The_model_does_not_think_where_its_answer_is_begun_or_its_call_forced()
    {
        Assert.Null(Write(Plain with { ReasoningBudget = 2048, Messages = [User, Say(Role.Assistant, "It is")] }, out _)["thinking"]);
        Assert.Null(Write(Plain with { ReasoningBudget = 2048, Tools = [new ToolDefinition("f", null, null, false)], ToolChoice = new ToolChoice(ToolChoiceMode.Named, "f") }, out _)["thinking"]);
    }

    private static IEnumerable<string> Of(LossList losses, LossKind kind) => losses.Where(loss => loss.Kind == kind).Select(loss => loss.Path).Order();

    private static string Content(JsonNode body) => new JsonArray([.. body["messages"]!.AsArray().Select(turn => Text(turn!["content"]!))]).ToJsonString(Unescaped);

    /// <summary>A list of one text is as good as the text.</summary>
    private static JsonNode Text(JsonNode content) => (content is JsonArray blocks ? blocks[0]!["text"]! : content).DeepClone();

    private static ChatMessage Say(Role role, string text) => new() { Role = role, Parts = [new ContentPart.Text(text)] };

    private static ChatMessage Result(string id, string text) => Say(Role.Tool, text) with { ToolCallId = id };

    private static JsonNode Write(ChatRequest request, out LossList losses)
    {
        losses = [];
        var output = new ArrayBufferWriter<byte>();
        RequestWriter.Write(request, "upstream-model", output, losses);
        return JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan))!;
    }
}
