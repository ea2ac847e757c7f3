using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Sse;
using Changeover.Tests.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class AnswerStreamReaderTests
{
    private const string Start = """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":6,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":2},"output_tokens":1}}}""";

    private const string ToolUse = """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}""";

    private const string Stop = """{"type":"message_stop"}""";

    [Fact]
    public void Reads_what_Anthropic_sends()
    {
        List<ChatEvent> events = Read(
            Start,
            """{"type":"ping"}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"type":"char_location"}}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"content_block_start","index":2,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}""",
            """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
            """{"type":"content_block_stop","index":2}""",
            """{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}""",
            """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}""",
            """{"type":"content_block_stop","index":3}""",
            """{"type":"something_new","index":3}""",
            ToolUse,
            Stop);
        Assert.Equal(
            [
                new ChatEvent.Started("msg_1", "claude", 0),
                new ChatEvent.ReasoningDelta(0, "hm"),
                new ChatEvent.ReasoningSealed(0, new Seal(Dialect.AnthropicMessages, "sig")),
                new ChatEvent.TextDelta(0, "Hi"),
                new ChatEvent.PassedBy(0, "content.citations"),
                new ChatEvent.PassedBy(0, "content.server_tool_use"),
                new ChatEvent.ToolCallStarted(0, 0, "toolu_1", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{\"a\":1}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls),
                new ChatEvent.Usage(new TokenUsage { Input = 35, CachedInput = 4, CacheWrite = 6, CacheWriteLong = 2, Output = 89 }),
            ],
            events);
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"a": 1}""", """{"a": 1}""")]
    public void A_call_without_deltas_has_the_input_it_began_with(string input, string arguments)
    {
        List<ChatEvent> events = Read(
            Start, $$$"""{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{{{input}}}}}""", ToolUse, Stop);
        Assert.Equal(arguments, Assert.Single(events.OfType<ChatEvent.ToolCallDelta>()).Arguments);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""", "overloaded_error")]
    [InlineData("""{"error":{"type":"rate_limit_error","message":"slow down"}}""", "rate_limit_error")]
    [InlineData("""{"type":"error"}""", "malformed_answer")]
    [InlineData("""{"type":"content_block_delta","delta":{"text":"\udc00"}}""", "malformed_answer")]
    [InlineData("""{"type":""", "malformed_answer")]
    public void An_error_in_mid_stream_is_the_end(string frame, string type)
    {
        List<ChatEvent> events = Read(Start, frame, Stop);
        EventGrammar.Check(events);
        Assert.Equal(type, Assert.IsType<ChatEvent.Failed>(events[^1]).Error.Type);
    }

    [Theory]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("stop_sequence", FinishReason.Stop)]
    [InlineData("max_tokens", FinishReason.Length)]
    [InlineData("model_context_window_exceeded", FinishReason.Length)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("refusal", FinishReason.ContentFilter)]
    [InlineData("pause_turn", FinishReason.Stop)]
    [InlineData("something_new", FinishReason.Stop)]
    public void Understands_every_stop_reason(string word, FinishReason expected)
    {
        List<ChatEvent> events = Read(Start, $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{word}}}","stop_sequence":"x"},"usage":{"output_tokens":1}}""", Stop);
        Assert.Equal(new ChatEvent.Finished(0, expected) { StopSequence = "x" }, Assert.Single(events.OfType<ChatEvent.Finished>()));
    }

    [Fact]
    public void A_stream_without_a_stop_reason_has_broken_off_and_one_without_a_stop_has_not()
    {
        Assert.Equal("stream_interrupted", Assert.IsType<ChatEvent.Failed>(Read(Start)[^1]).Error.Type);
        Assert.Equal("stream_interrupted", Assert.IsType<ChatEvent.Failed>(Read(Start, Stop)[^1]).Error.Type);
        Assert.IsType<ChatEvent.Usage>(Read(Start, ToolUse)[^1]);
    }

    [Fact]
    public void A_delta_costs_less_than_a_kilobyte_of_garbage()
    {
        var reader = new AnswerStreamReader();
        var events = new List<ChatEvent>(3000);
        Feed(reader, Start, events);
        Feed(reader, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""", events);
        SseFrame delta = Frame("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"some text of an answer"}}""");
        reader.Read(delta, events);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            reader.Read(delta, events);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 256);
        Assert.Equal(1001, events.OfType<ChatEvent.TextDelta>().Count());
    }

    private static List<ChatEvent> Read(params string[] frames) => MessageStream.Read(string.Concat(frames.Select(frame => $"event: x\ndata: {frame}\n\n")));

    private static void Feed(AnswerStreamReader reader, string data, List<ChatEvent> events) => reader.Read(Frame(data), events);

    private static SseFrame Frame(string data)
    {
        var buffer = new System.Buffers.ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($"data: {data}\n\n"));
        Assert.Equal(SseScan.Frame, new SseFrameScanner().Read(ref buffer, out SseFrame frame));
        return frame;
    }
}
