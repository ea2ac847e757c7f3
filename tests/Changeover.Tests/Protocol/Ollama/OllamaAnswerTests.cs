using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Ollama;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Ollama;

public sealed class OllamaAnswerTests
{
    private static readonly OllamaDialect Dialect = new();
    private static readonly ChatRequest Request = new() { Dialect = Changeover.Protocol.Chat.Dialect.Ollama, OriginalModel = "m", Messages = [], Stream = true };
    private static readonly ChatRequest Generate = Request with { Variant = OllamaDialect.GenerateVariant };

    [Fact]
    public void Events_of_any_dialect_make_a_legal_stream_that_says_the_same() =>
        EventGen.Stream.Sample(events =>
        {
            IReadOnlyList<JsonNode> lines = OllamaGrammar.Lines(Stream(events, Request));
            OllamaGrammar.Check(lines, "m");
            OllamaGrammar.Check(OllamaGrammar.Lines(Stream(events, Generate)), "m", isGenerate: true);
            Assert.Equal(string.Concat(events.Select(TextOf)), string.Concat(lines.Select(line => (string)line["message"]!["content"]!)));
            Assert.Equal(
                string.Concat(events.OfType<ChatEvent.ReasoningDelta>().Where(step => step.Choice == 0).Select(step => step.Text)),
                string.Concat(lines.Select(line => (string?)line["message"]!["thinking"])));
            Assert.Equal(
                events.OfType<ChatEvent.ToolCallStarted>().Where(step => step.Choice == 0).Select(step => step.Name),
                lines.SelectMany(line => line["message"]!["tool_calls"]?.AsArray() ?? []).Select(call => (string?)call!["function"]!["name"]));
        });

    [Fact]
    public void Looks_as_Ollama_writes_it()
    {
        string stream = Stream(
            [
                new ChatEvent.Started("id", "upstream", 7),
                new ChatEvent.ReasoningDelta(0, "hm"),
                new ChatEvent.TextDelta(0, "Hi"),
                new ChatEvent.ToolCallStarted(0, 0, "c", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\":"),
                new ChatEvent.ToolCallDelta(0, 0, "\n1}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls),
                new ChatEvent.Usage(new TokenUsage { Input = 5, Output = 7 }),
            ],
            Request);
        const string Head = """{"model":"m","created_at":"1970-01-01T00:00:07Z","message":{"role":"assistant","content":""" + "\"";
        Assert.Equal(
            Head + "\",\"thinking\":\"hm\"},\"done\":false}\n"
            + Head + "Hi\"},\"done\":false}\n"
            + Head + "\"" + ""","tool_calls":[{"function":{"index":0,"name":"f","arguments":{"a":1}}}]},"done":false}""" + "\n"
            + Head + "\"" + """},"done":true,"done_reason":"stop","total_duration":0,"load_duration":0,"prompt_eval_count":5,"prompt_eval_duration":0,"eval_count":7,"eval_duration":0}""" + "\n",
            stream);
    }

    [Theory]
    [InlineData(FinishReason.Length, "length")]
    [InlineData(FinishReason.ToolCalls, "stop")]
    [InlineData(FinishReason.ContentFilter, "content_filter")]
    public void A_whole_answer_is_one_object(FinishReason finish, string reason)
    {
        var losses = new LossList();
        var message = new ChatMessage
        {
            Role = Role.Assistant,
            Parts = [new ContentPart.Reasoning("sealed ") { Seal = new Seal(Changeover.Protocol.Chat.Dialect.AnthropicMessages, "s") }, new ContentPart.Text("Hi"), new ContentPart.Image("data:image/png;base64,AA==", null)],
            Reasoning = "hm",
            ToolCalls = [new ToolCall("c", "f", "not json")],
        };
        var answer = new ChatAnswer
        {
            Id = "i",
            ResponseModel = "upstream",
            Created = 7,
            Choices = [new ChatChoice { Index = 0, Message = message, FinishReason = finish, Logprobs = [new TokenLogprob("a", -1, [97])] }, new ChatChoice { Index = 1, Message = message }],
            Usage = new TokenUsage { Input = 1, Output = 2 },
        };
        Assert.Equal(
            """{"model":"m","created_at":"1970-01-01T00:00:07Z","message":{"role":"assistant","content":"Hi","thinking":"sealed hm","tool_calls":[{"function":{"index":0,"name":"f","arguments":{"arguments":"not json"}}}]},"""
            + "\"" + """logprobs":[{"token":"a","logprob":-1,"bytes":[97]}],"done":true,"done_reason":""" + $"\"{reason}\""
            + ""","total_duration":0,"load_duration":0,"prompt_eval_count":1,"prompt_eval_duration":0,"eval_count":2,"eval_duration":0}""",
            Write(answer, Request, losses));
        Assert.Equal([("choices", LossKind.Ignored), ("content", LossKind.Ignored), ("tool_calls.arguments", LossKind.Emulated)], losses.Select(loss => (loss.Path, loss.Kind)));
        Assert.DoesNotContain("hm", Write(answer, Request with { ShowReasoning = false }, losses));
    }

    [Fact]
    public void A_call_in_a_completion_stands_beside_the_response()
    {
        string stream = Stream([new ChatEvent.ToolCallStarted(0, 0, "c", "f"), new ChatEvent.ToolCallDelta(0, 0, "{}"), new ChatEvent.Finished(0, FinishReason.ToolCalls)], Generate);
        Assert.Equal("f", (string?)OllamaGrammar.Lines(stream)[0]["tool_calls"]![0]!["function"]!["name"]);
    }

    [Fact]
    public void A_failure_ends_the_stream_in_an_error_without_the_providers_words()
    {
        string stream = Stream(
            [new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.Failed(new UpstreamError { Status = 500, Message = "key sk-secret is bad" }), new ChatEvent.TextDelta(0, "more")], Request);
        Assert.EndsWith("\"done\":false}\n{\"error\":\"The answer broke off before its end.\",\"code\":\"stream_interrupted\"}\n", stream);
        Assert.DoesNotContain("more", stream);
    }

    [Fact]
    public void A_line_of_text_costs_little()
    {
        ChatEvent[] events = [.. Enumerable.Repeat(new ChatEvent.TextDelta(0, "some words of text"), 500), new ChatEvent.Finished(0, FinishReason.Stop)];
        var output = new ArrayBufferWriter<byte>(1 << 20);
        using IAnswerStreamWriter writer = Dialect.OpenStream(Request, []);
        writer.Write(events[0], output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / events.Length;
        Assert.True(each < 128, $"{each} bytes per line");
    }

    [Fact]
    public void An_error_is_a_sentence_and_our_code()
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteError(new ClientError(429, "t", "budget_exhausted", "No budget is left."), output);
        Assert.Equal("""{"error":"No budget is left.","code":"budget_exhausted"}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_small_pages_say_what_clients_look_for()
    {
        var model = new OllamaModel("route", DateTimeOffset.UnixEpoch, ["completion", "tools"], 8192);
        JsonNode listed = Page(output => OllamaPages.WriteTags([model], output))["models"]![0]!;
        Assert.Equal(("route", "route", 64), ((string)listed["name"]!, (string)listed["model"]!, ((string)listed["digest"]!).Length));
        JsonNode shown = Page(output => OllamaPages.WriteShow(model, output));
        Assert.Equal(8192, (int)shown["model_info"]![$"{(string)shown["model_info"]!["general.architecture"]!}.context_length"]!);
        Assert.Equal("""["completion","tools"]""", shown["capabilities"]!.ToJsonString());
        Assert.Equal("0.13.0", (string?)Page(output => OllamaPages.WriteVersion("0.13.0", output))["version"]);
        Assert.Equal(
            """{"model":"m","created_at":"1970-01-01T00:00:07Z","response":"","done":true,"done_reason":"load"}""",
            Page(output => OllamaPages.WriteLoaded(Generate, 7, output)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"model":"a","verbose":true}""", "a")]
    [InlineData("""{"name":"b"}""", "b")]
    [InlineData("""{}""", null)]
    [InlineData("""[]""", null)]
    public void A_page_about_a_model_names_it(string body, string? expected)
    {
        Assert.Equal(expected is not null, OllamaPages.TryReadShow(Encoding.UTF8.GetBytes(body), out string? model, out var fault));
        Assert.Equal((expected, expected is null), (model, fault is not null));
    }

    private static string? TextOf(ChatEvent step) => step switch
    {
        ChatEvent.TextDelta { Choice: 0 } text => text.Text,
        ChatEvent.RefusalDelta { Choice: 0 } refusal => refusal.Text,
        _ => null,
    };

    private static JsonNode Page(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    private static string Write(ChatAnswer answer, ChatRequest request, LossList losses)
    {
        var output = new ArrayBufferWriter<byte>();
        Dialect.WriteAnswer(answer, request, output, losses);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Stream(IEnumerable<ChatEvent> events, ChatRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        using IAnswerStreamWriter writer = Dialect.OpenStream(request, []);
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
