using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Tests.Protocol.OpenAIChat;

namespace Changeover.Tests.Protocol.OpenAIResponses;

/// <summary>Streams as providers send them, which no writer of ours would.</summary>
public sealed class ProviderStreamTests
{
    private const string Created = """{"type":"response.created","response":{"id":"resp_1","model":"m","created_at":7,"status":"in_progress","output":[]}}""";
    private const string Completed = """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":3,"output_tokens":4,"output_tokens_details":{"reasoning_tokens":1}}}}""";

    [Fact]
    public void Reasoning_text_and_calls_of_a_tool_turn_are_read()
    {
        List<ChatEvent> events = Read(
            Created,
            """{"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}""",
            """{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"a"}""",
            """{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":1,"part":{"type":"summary_text","text":""}}""",
            """{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":1,"delta":"b"}""",
            """{"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1","type":"reasoning","encrypted_content":"gAAA","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}]}}""",
            """{"type":"response.web_search_call.searching","output_index":1}""",
            """{"type":"response.output_item.added","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":""}}""",
            """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":2,"delta":"{}","obfuscation":"xyz"}""",
            """{"type":"response.output_item.done","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{}","status":"completed"}}""",
            Completed);
        Assert.Equal(
            [
                new ChatEvent.Started("resp_1", "m", 7),
                new ChatEvent.ReasoningDelta(0, "a"),
                new ChatEvent.ReasoningDelta(0, "\n\n"),
                new ChatEvent.ReasoningDelta(0, "b"),
                new ChatEvent.ReasoningSealed(0, new Seal(Dialect.OpenAIResponses, "gAAA")),
                new ChatEvent.ToolCallStarted(0, 0, "call_1", "f"),
                new ChatEvent.ToolCallDelta(0, 0, "{}"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls),
                new ChatEvent.Usage(new TokenUsage { Input = 3, Output = 4, Reasoning = 1 }),
            ],
            events);
    }

    [Fact]
    public void What_is_only_said_when_it_is_done_is_said_once()
    {
        List<ChatEvent> events = Read(
            Created,
            """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]}}""",
            """{"type":"response.output_text.delta","output_index":1,"delta":"Hi"}""",
            """{"type":"response.output_item.done","output_index":1,"item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}""",
            """{"type":"response.output_item.done","output_index":2,"item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Ho"}]}}""",
            """{"type":"response.output_item.done","output_index":3,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}}""",
            Completed);
        Assert.Equal(["Hi", "Ho"], events.OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));
        Assert.Equal("hm", Assert.Single(events.OfType<ChatEvent.ReasoningDelta>()).Text);
        Assert.Equal("{}", Assert.Single(events.OfType<ChatEvent.ToolCallDelta>()).Arguments);
    }

    [Fact]
    public void A_model_that_tells_its_reasoning_twice_is_heard_once()
    {
        List<ChatEvent> events = Read(
            """{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"raw"}""",
            """{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"short"}""",
            Completed);
        Assert.Equal("raw", Assert.Single(events.OfType<ChatEvent.ReasoningDelta>()).Text);
    }

    [Theory]
    [InlineData("""{"type":"error","sequence_number":2,"error":{"type":"too_many_requests","code":"rate_limit_exceeded","message":"m","param":null}}""", "rate_limit_exceeded", "too_many_requests")]
    [InlineData("""{"type":"error","code":"server_error","message":"m","param":null,"sequence_number":2}""", "server_error", null)]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"server_error","message":"m"}}}""", "server_error", null)]
    [InlineData("""{"type":"response.failed","response":null}""", null, "response_failed")]
    [InlineData("""{"error":{"message":"m","code":"c"}}""", "c", null)]
    [InlineData("""{"type":"response.completed""", null, "malformed_answer")]
    [InlineData("""{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","summary":[{"text":"\ud800"}]}}""", null, "malformed_answer")]
    public void An_error_ends_the_stream(string frame, string? code, string? type)
    {
        List<ChatEvent> events = Read(Created, frame, Completed);
        ChatEvent.Failed failed = Assert.IsType<ChatEvent.Failed>(events[^1]);
        Assert.Equal((code, type), (failed.Error.Code, failed.Error.Type));
    }

    [Theory]
    [InlineData("max_output_tokens", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    public void An_incomplete_response_says_why(string reason, FinishReason finish)
    {
        List<ChatEvent> events = Read(Created, $$$$"""{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"{{{{reason}}}}"}}}""");
        Assert.Equal(new ChatEvent.Finished(0, finish), events[^1]);
    }

    [Fact]
    public void A_stream_without_a_finished_response_is_interrupted_even_behind_a_done()
    {
        ChatEvent.Failed failed = Assert.IsType<ChatEvent.Failed>(Read(Created, """{"type":"response.output_text.delta","output_index":0,"delta":"Hi"}""", "[DONE]")[^1]);
        Assert.Equal("stream_interrupted", failed.Error.Type);
    }

    [Fact]
    public void A_delta_costs_its_text_and_its_event()
    {
        byte[] delta = """{"type":"response.output_text.delta","sequence_number":9,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"some words ","logprobs":[],"obfuscation":"x"}"""u8.ToArray();
        var reader = new AnswerStreamReader();
        var events = new List<ChatEvent>(16);
        reader.Read(delta, events);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            events.Clear();
            reader.Read(delta, events);
        }

        Assert.Equal("some words ", Assert.IsType<ChatEvent.TextDelta>(events[0]).Text);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 150);
    }

    private static List<ChatEvent> Read(params string[] frames)
    {
        List<ChatEvent> events = StreamText.Read([Encoding.UTF8.GetBytes(string.Concat(frames.Select(frame => $"data: {frame}\n\n")))]);
        EventGrammar.Check(events);
        return events;
    }
}
