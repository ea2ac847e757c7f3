using System.Buffers;
using System.Text;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Protocol.AnthropicMessages;

public sealed class AnswerStreamWriterTests
{
    private static readonly ChatEvent Start = new ChatEvent.Started("msg_1", "m", 7);

    [Fact]
    public void Looks_as_Anthropic_writes_it()
    {
        string stream = Write(
            Start, new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.Finished(0, FinishReason.Stop) { StopSequence = "END" },
            new ChatEvent.Usage(new TokenUsage { Input = 10, CachedInput = 4, CacheWrite = 3, CacheWriteLong = 1, Output = 2 }));
        Assert.Equal(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}}

            event: ping
            data: {"type":"ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"stop_sequence","stop_sequence":"END"},"usage":{"input_tokens":3,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":1},"output_tokens":2}}

            event: message_stop
            data: {"type":"message_stop"}


            """.ReplaceLineEndings("\n"),
            stream);
    }

    [Fact]
    public void A_call_whose_arguments_are_whole_makes_way_for_the_next_one_at_once()
    {
        using var live = new LiveWriter();
        live.Write(Start, Call(0), Arguments(0, "{\"a\":"), Arguments(0, "1}"));
        Assert.DoesNotContain("content_block_stop", live.Text);
        live.Write(Call(1), Arguments(1, "{\"b\""));
        Assert.EndsWith("""{"type":"input_json_delta","partial_json":"{\"b\""}}""" + "\n\n", live.Text);
    }

    [Fact]
    public void What_is_said_of_a_second_call_waits_for_the_first()
    {
        using var live = new LiveWriter();
        live.Write(Start, Call(0), Arguments(0, "{\"a\":\"}"), Call(1), Arguments(1, "{\"b\":"), Arguments(1, "2}"), Call(2));
        Assert.DoesNotContain("toolu_1", live.Text);
        live.Write(Arguments(0, "\"}"));
        Assert.Contains("""{"type":"input_json_delta","partial_json":"{\"b\":2}"}""", live.Text);
        Assert.Contains("toolu_2", live.Text);
        live.Write(Arguments(2, "{}"));
        live.End();
        AnthropicGrammar.Check(live.Text);
    }

    [Fact]
    public void Calls_that_never_get_whole_are_written_all_the_same()
    {
        string stream = Write(Start, Call(0), Arguments(0, "{\"a"), Call(1), Arguments(1, "{}"), new ChatEvent.TextDelta(0, "t"), new ChatEvent.Finished(0, FinishReason.Length));
        AnthropicGrammar.Check(stream);
        Assert.Contains("toolu_1", stream);
        Assert.Contains("\"text\":\"t\"", stream);
        Assert.Contains("\"stop_reason\":\"max_tokens\"", stream);
    }

    [Theory]
    [InlineData(" \n", 0)]
    [InlineData("{}", 1)]
    public void Arguments_behind_their_end_are_left_out_and_told_unless_they_are_white_space(string more, int lost)
    {
        var losses = new LossList();
        string stream = MessageStream.Write([Start, Call(0), Arguments(0, "{}"), Call(1), Arguments(0, more), Arguments(1, "{\"b\":1}"), new ChatEvent.Finished(0, FinishReason.ToolCalls)], MessageStream.Plain, losses);
        AnthropicGrammar.Check(stream);
        Assert.Equal(lost, losses.Count(loss => loss.Path == "tool_calls[0].arguments"));
        Assert.Equal(["{}", "{\"b\":1}"], MessageStream.Read(stream).OfType<ChatEvent.ToolCallDelta>().Select(delta => delta.Arguments));
    }

    [Fact]
    public void Seals_of_other_dialects_come_back_to_their_origin_by_the_client()
    {
        ChatEvent[] events =
        [
            Start, new ChatEvent.ReasoningDelta(0, "hm"), new ChatEvent.ReasoningSealed(0, new Seal(Dialect.OpenAIResponses, "enc")),
            new ChatEvent.ToolCallStarted(0, 0, "toolu_0", "f") { Seal = new Seal(Dialect.Gemini, "sig") }, new ChatEvent.Finished(0, FinishReason.ToolCalls),
        ];
        List<ChatEvent> read = MessageStream.Read(MessageStream.Write(events, MessageStream.Thinking));
        Assert.Equal(new Seal(Dialect.OpenAIResponses, "enc"), Assert.Single(read.OfType<ChatEvent.ReasoningSealed>()).Seal);
        Assert.Equal(new Seal(Dialect.Gemini, "sig"), Assert.Single(read.OfType<ChatEvent.ToolCallStarted>()).Seal);
    }

    [Fact]
    public void A_client_that_did_not_ask_for_thinking_gets_none_and_the_loss_is_told()
    {
        var losses = new LossList();
        string stream = MessageStream.Write([Start, new ChatEvent.ReasoningDelta(0, "hm"), new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.Finished(0, FinishReason.Stop)], MessageStream.Plain, losses);
        Assert.DoesNotContain("thinking", stream);
        Assert.Contains(losses, loss => loss is { Path: "reasoning", Kind: LossKind.Ignored });
    }

    [Fact]
    public void Thinking_that_is_to_be_omitted_keeps_its_signature()
    {
        string stream = MessageStream.Write(
            [Start, new ChatEvent.ReasoningDelta(0, "hm"), new ChatEvent.ReasoningSealed(0, new Seal(Dialect.AnthropicMessages, "sig")), new ChatEvent.Finished(0, FinishReason.Stop)],
            MessageStream.Thinking with { ShowReasoning = false });
        AnthropicGrammar.Check(stream);
        Assert.DoesNotContain("hm", stream);
        Assert.Contains("""{"type":"signature_delta","signature":"sig"}""", stream);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_ends_the_stream_in_an_error_event_without_the_providers_words(bool asFinish)
    {
        ChatEvent failure = asFinish
            ? new ChatEvent.Finished(0, FinishReason.ProviderError)
            : new ChatEvent.Failed(new UpstreamError { Status = 500, Message = "key sk-secret is bad" });
        string stream = Write(Start, new ChatEvent.TextDelta(0, "Hi"), failure, new ChatEvent.TextDelta(0, "more"));
        AnthropicGrammar.Check(stream);
        Assert.EndsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"The answer broke off before its end.\",\"code\":\"stream_interrupted\"}}\n\n", stream);
        Assert.DoesNotContain("sk-secret", stream);
        Assert.DoesNotContain("more", stream);
    }

    [Fact]
    public void An_answer_that_ended_well_and_calls_tools_says_so() =>
        Assert.Contains("\"stop_reason\":\"tool_use\"", Write(Start, Call(0), new ChatEvent.Finished(0, FinishReason.Stop)));

    [Fact]
    public void A_delta_costs_less_than_a_kilobyte_of_garbage()
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        using var writer = new AnswerStreamWriter(MessageStream.Plain, []);
        ChatEvent[] deltas = [new ChatEvent.TextDelta(0, "some text of an answer")];
        writer.Write(deltas[0], output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            writer.Write(deltas[0], output);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 256);
    }

    private static ChatEvent.ToolCallStarted Call(int index) => new(0, index, $"toolu_{index}", "f");

    private static ChatEvent.ToolCallDelta Arguments(int index, string piece) => new(0, index, piece);

    private static string Write(params ChatEvent[] events) => MessageStream.Write(events, MessageStream.Plain);

    private sealed class LiveWriter : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _output = new();
        private readonly AnswerStreamWriter _writer = new AnswerStreamWriter(MessageStream.Plain, []);

        public string Text => Encoding.UTF8.GetString(_output.WrittenSpan);

        public void Write(params ChatEvent[] events) => Array.ForEach(events, step => _writer.Write(step, _output));

        public void End() => _writer.End(_output);

        public void Dispose() => _writer.Dispose();
    }
}
