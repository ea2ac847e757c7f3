using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Gemini;

public sealed class GeminiStreamTests
{
    private static readonly ChatRequest Request = Wire.Request("""{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""", stream: true);

    [Fact]
    public void Events_survive_the_wire_however_it_is_cut() =>
        Gen.Select(GeminiEventGen.Stream, Gen.Int[0, 5000].List[0, 6], Gen.OneOf("\n", "\r\n")).Sample((events, cuts, lineEnd) =>
        {
            string stream = Wire.Stream(events, Request);
            GeminiGrammar.Check(GeminiGrammar.Chunks(stream), isWhole: true);
            byte[] bytes = Encoding.UTF8.GetBytes(stream.Replace("\n", lineEnd, StringComparison.Ordinal));
            List<ChatEvent> whole = Wire.Events([bytes]);
            EventGrammar.Check(whole);
            Assert.Equal(AnswerText.Of(events), AnswerText.Of(whole));
            Assert.Equal(Describe(whole), Describe(Wire.Events(Chunks.Split(bytes, cuts))));
        });

    [Fact]
    public void A_stream_cut_anywhere_ends_in_a_failure_or_is_whole() =>
        Gen.Select(GeminiEventGen.Stream, Gen.Int[0, 100_000]).Sample((events, at) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Wire.Stream(events, Request));
            List<ChatEvent> read = Wire.Events([bytes[..(at % bytes.Length)]]);
            EventGrammar.Check(read);
            if (read[^1] is not ChatEvent.Failed)
            {
                Assert.Equal(EventGrammar.ChoicesOf(read), read.OfType<ChatEvent.Finished>().Select(done => done.Choice).Order());
            }
        });

    [Fact]
    public void Mutated_streams_never_throw() =>
        Gen.Select(GeminiEventGen.Stream, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Wire.Stream(events, Request));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(Wire.Events([bytes]));
        });

    [Fact]
    public void Events_of_any_dialect_make_a_legal_stream() =>
        EventGen.Stream.Sample(events =>
        {
            GeminiGrammar.Check(GeminiGrammar.Chunks(Wire.Stream(events, Request)), isWhole: true);
            string array = Wire.Stream(events, Request with { Variant = "array" });
            GeminiGrammar.Check([.. JsonNode.Parse(array)!.AsArray().Select(chunk => chunk!)], isWhole: true);
        });

    [Fact]
    public void Looks_as_Gemini_writes_it()
    {
        const string Tail = "\"modelVersion\":\"m\",\"responseId\":\"id\"}\n\n";
        string stream = Wire.Stream(
            [
                new ChatEvent.Started("id", "m", 7),
                new ChatEvent.TextDelta(0, "Hi"),
                new ChatEvent.ToolCallStarted(0, 0, "c", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\":"),
                new ChatEvent.ToolCallDelta(0, 0, "\n1}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls),
                new ChatEvent.Usage(new TokenUsage { Input = 5, Output = 7, CachedInput = 1, Reasoning = 2 }),
            ],
            Request);
        Assert.Equal(
            "data: " + """{"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],""" + Tail
            + "data: " + """{"candidates":[{"content":{"parts":[{"functionCall":{"id":"c","name":"f","args":{"a":1}}}],"role":"model"},"index":0}],""" + Tail
            + "data: " + """{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":5,"thoughtsTokenCount":2,"cachedContentTokenCount":1,"totalTokenCount":12},""" + Tail,
            stream);
    }

    [Fact]
    public void A_call_goes_out_when_its_arguments_are_there_though_another_is_not()
    {
        string stream = Wire.Stream(
            [
                new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
                new ChatEvent.ToolCallStarted(0, 1, "b", "g"),
                new ChatEvent.ToolCallStarted(0, 2, "c", "h"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"x\":\"}"),
                new ChatEvent.ToolCallDelta(0, 1, "{}"),
                new ChatEvent.ToolCallDelta(0, 0, "\\\"\"}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls),
            ],
            Request);
        IEnumerable<JsonNode?> calls = GeminiGrammar.Chunks(stream).Select(chunk => chunk["candidates"]![0]!["content"]!["parts"]![0]!["functionCall"]);
        Assert.Equal(["""{"id":"b","name":"g","args":{}}""", """{"id":"a","name":"f","args":{"x":"}\""}}""", """{"id":"c","name":"h","args":{}}""", null], calls.Select(call => call?.ToJsonString(Plain)));
    }

    [Fact]
    public void Thoughts_are_hidden_from_a_client_that_did_not_ask()
    {
        string stream = Wire.Stream([new ChatEvent.ReasoningDelta(0, "secret"), new ChatEvent.Finished(0, FinishReason.Stop)], Request with { ShowReasoning = null });
        Assert.DoesNotContain("secret", stream);
    }

    [Theory]
    [InlineData(null, "data: ", "\n\n")]
    [InlineData("array", "[", "]")]
    public void A_failure_ends_the_stream_in_an_error_without_the_providers_words(string? variant, string start, string end)
    {
        string stream = Wire.Stream(
            [new ChatEvent.Failed(new UpstreamError { Status = 500, Message = "key sk-secret is bad" }), new ChatEvent.TextDelta(0, "more")], Request with { Variant = variant });
        Assert.Equal(
            start + """{"error":{"code":500,"message":"The answer broke off before its end.","status":"INTERNAL","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"stream_interrupted","domain":"changeover"}]}}""" + end,
            stream);
    }

    [Fact]
    public void Usage_is_cumulative_and_told_once()
    {
        List<ChatEvent> events = Wire.Events(Wire.Frames(
            """{"candidates":[{"content":{"parts":[{"text":"a"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"modelVersion":"m","responseId":"r"}""",
            """{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":3,"toolUsePromptTokenCount":10,"cachedContentTokenCount":1,"totalTokenCount":19,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1},{"modality":"AUDIO","tokenCount":3}]}}"""));
        EventGrammar.Check(events);
        Assert.Equal(new ChatEvent.Started("r", "m", 0), events[0]);
        Assert.Equal(new TokenUsage { Input = 14, Output = 5, CachedInput = 1, Reasoning = 3, AudioInput = 3 }, Assert.Single(events.OfType<ChatEvent.Usage>()).Tokens);
    }

    [Fact]
    public void Parallel_calls_without_ids_get_some_of_their_own()
    {
        List<ChatEvent> events = Wire.Events(Wire.Frames(
            """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":[1.50]}},"thoughtSignature":"czE="},{"functionCall":{"name":"f"}}]}}],"responseId":"r"}""",
            """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"g","args":{},"id":"own"}}]},"finishReason":"STOP"}]}"""));
        EventGrammar.Check(events);
        Assert.Equal(
            [("call_r_0_0", "f", "czE="), ("call_r_0_1", "f", null), ("own", "g", null)],
            events.OfType<ChatEvent.ToolCallStarted>().Select(call => (call.Id, call.Name, call.Seal?.Value)));
        Assert.Equal(["{\"a\":[1.50]}", "{}", "{}"], events.OfType<ChatEvent.ToolCallDelta>().Select(delta => delta.Arguments));
        Assert.Equal(FinishReason.ToolCalls, events.OfType<ChatEvent.Finished>().Single().Reason);
    }

    [Theory]
    [InlineData("""{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}""", "UNAVAILABLE", "503")]
    [InlineData("""[{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}]""", "UNAVAILABLE", "503")]
    [InlineData("""{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}""", "finish_reason", "MALFORMED_FUNCTION_CALL")]
    [InlineData("""{"candidates":[{"content":""", "malformed_answer", null)]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""", "stream_interrupted", null)]
    [InlineData("""{"usageMetadata":{}}""", "stream_interrupted", null)]
    public void What_is_no_whole_answer_is_a_failure(string chunk, string type, string? code)
    {
        List<ChatEvent> events = Wire.Events(Wire.Frames(chunk));
        EventGrammar.Check(events);
        UpstreamError error = Assert.IsType<ChatEvent.Failed>(events[^1]).Error;
        Assert.Equal((type, code), (error.Type, error.Code));
    }

    [Theory]
    [InlineData("""{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4}}""")]
    [InlineData("""{"candidates":[{"finishReason":"SAFETY","index":0}],"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4}}""")]
    public void A_blocked_prompt_or_answer_is_a_content_filter(string chunk)
    {
        List<ChatEvent> events = Wire.Events(Wire.Frames(chunk));
        EventGrammar.Check(events);
        Assert.Equal(FinishReason.ContentFilter, Assert.Single(events.OfType<ChatEvent.Finished>()).Reason);
        Assert.Equal(new TokenUsage { Input = 4, Output = 0 }, Assert.Single(events.OfType<ChatEvent.Usage>()).Tokens);
    }

    [Fact]
    public void A_chunk_of_text_costs_little()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
            Wire.Frames("""{"candidates":[{"content":{"parts":[{"text":"some words of text"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"modelVersion":"m","responseId":"r"}"""), 500)));
        Wire.Events([bytes]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        List<ChatEvent> events = Wire.Events([bytes]);
        long read = (GC.GetAllocatedBytesForCurrentThread() - before - (3 * bytes.Length)) / 500;
        Assert.True(read < 1024, $"{read} bytes per chunk read");
        Wire.Stream(events.SkipLast(1), Request);
        before = GC.GetAllocatedBytesForCurrentThread();
        string stream = Wire.Stream(events.SkipLast(1), Request);
        long written = (GC.GetAllocatedBytesForCurrentThread() - before) / 500;
        Assert.True(written < 2048, $"{written} bytes per chunk written, {stream.Length / 500} of them its text");
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> Describe(IEnumerable<ChatEvent> events) =>
        events.Select(step => step is ChatEvent.TextDelta { Logprobs: { } logprobs } text
            ? $"{text.Text} {string.Join(",", logprobs.Select(token => token.Logprob))}"
            : step.ToString());
}
