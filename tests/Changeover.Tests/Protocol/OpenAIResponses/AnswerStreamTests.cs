using System.Buffers;
using System.Text;
using System.Text.Json;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIResponses;
using Changeover.Tests.Protocol.OpenAIChat;
using Changeover.Tests.Protocol.Sse;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIResponses;

public sealed class AnswerStreamTests
{
    [Fact]
    public void Events_survive_the_wire_however_it_is_cut() =>
        Gen.Select(TurnGen.Stream, Gen.Int[0, 50_000].List[0, 6]).Sample((events, cuts) =>
        {
            string stream = StreamText.Write(events);
            ResponsesGrammar.Check(stream);
            byte[] bytes = Encoding.UTF8.GetBytes(stream);
            List<ChatEvent> whole = StreamText.Read([bytes]);
            EventGrammar.Check(whole);
            Assert.Equal(StreamText.Of(events), StreamText.Of(whole));
            Assert.Equal(StreamText.Of(whole), StreamText.Of(StreamText.Read(Chunks.Split(bytes, cuts))));
        });

    [Fact]
    public void Events_of_any_dialect_make_a_legal_stream() =>
        EventGen.Stream.Sample(events => ResponsesGrammar.Check(StreamText.Write(events)));

    [Fact]
    public void The_finished_response_is_the_one_in_the_last_event() =>
        TurnGen.Stream.Sample(events =>
        {
            string kept = "";
            string stream = StreamText.Write(events, new ResponseOptions { Id = "resp_mine", Finished = bytes => kept = Encoding.UTF8.GetString(bytes.Span) });
            Assert.Equal(kept, ResponsesGrammar.Check(stream).GetRawText());
            Assert.StartsWith("""{"id":"resp_mine",""", kept);
        });

    [Fact]
    public void A_stream_cut_anywhere_is_interrupted() =>
        Gen.Select(TurnGen.Stream, Gen.Int[0, 100_000]).Sample((events, at) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(StreamText.Write(events));
            int last = StreamText.Write(events).LastIndexOf("event: ", StringComparison.Ordinal);
            byte[] part = bytes[..(at % Math.Min(last, bytes.Length))];
            List<ChatEvent> read = StreamText.Read([part]);
            EventGrammar.Check(read);
            Assert.IsType<ChatEvent.Failed>(read[^1]);
        });

    [Fact]
    public void Mutated_streams_never_throw() =>
        Gen.Select(TurnGen.Stream, Gen.Select(Gen.Int[0, 50_000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(StreamText.Write(events));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(StreamText.Read([bytes]));
        });

    [Fact]
    public void Tells_a_message_as_OpenAI_does()
    {
        string stream = StreamText.Write(
        [
            new ChatEvent.Started("chatcmpl-7", "m", 7),
            new ChatEvent.TextDelta(0, "Hi"),
            new ChatEvent.TextDelta(0, "!"),
            new ChatEvent.Finished(0, FinishReason.Stop),
            new ChatEvent.Usage(new TokenUsage { Input = 1, Output = 2 }),
        ]);
        JsonElement response = ResponsesGrammar.Check(stream);
        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.delta",
                "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            Types(stream));
        Assert.Contains(
            """data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_chatcmpl-7_0","output_index":0,"content_index":0,"delta":"Hi","logprobs":[]}""" + "\n\n",
            stream);
        Assert.Equal("resp_chatcmpl-7", response.GetProperty("id").GetString());
        Assert.Equal(
            """[{"id":"msg_chatcmpl-7_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hi!"}]}]""",
            response.GetProperty("output").GetRawText());
        Assert.Equal(
            """{"input_tokens":1,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":3}""",
            response.GetProperty("usage").GetRawText());
    }

    [Fact]
    public void Arguments_of_calls_that_come_mixed_find_their_calls()
    {
        JsonElement response = ResponsesGrammar.Check(StreamText.Write(
        [
            new ChatEvent.ToolCallStarted(0, 0, "a", "f"),
            new ChatEvent.ToolCallStarted(0, 1, "", "g"),
            new ChatEvent.ToolCallDelta(0, 1, "{}"),
            new ChatEvent.ToolCallDelta(0, 0, "{\"x\":1}"),
            new ChatEvent.Finished(0, FinishReason.ToolCalls),
        ]));
        JsonElement[] output = [.. response.GetProperty("output").EnumerateArray()];
        Assert.Equal(["{\"x\":1}", "{}"], output.Select(item => item.GetProperty("arguments").GetString()));
        Assert.Equal(["a", "call_0_1"], output.Select(item => item.GetProperty("call_id").GetString()));
    }

    [Fact]
    public void An_answer_that_is_cut_short_is_incomplete_and_says_why()
    {
        string stream = StreamText.Write([new ChatEvent.TextDelta(0, "Hi"), new ChatEvent.Finished(0, FinishReason.Length)]);
        JsonElement response = ResponsesGrammar.Check(stream);
        Assert.Equal("response.incomplete", Types(stream)[^1]);
        Assert.Equal("""{"reason":"max_output_tokens"}""", response.GetProperty("incomplete_details").GetRawText());
        Assert.Equal("incomplete", response.GetProperty("output")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void A_failure_is_told_in_both_ways_that_clients_look_for_and_without_the_providers_words()
    {
        string stream = StreamText.Write(
        [
            new ChatEvent.TextDelta(0, "Hi"),
            new ChatEvent.Failed(new UpstreamError { Status = 500, Message = "key sk-secret is bad" }),
            new ChatEvent.TextDelta(0, "more"),
        ]);
        JsonElement response = ResponsesGrammar.Check(stream);
        Assert.Equal(["error", "response.failed"], Types(stream)[^2..]);
        Assert.Equal("stream_interrupted", response.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("Hi", response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.DoesNotContain("sk-secret", stream);
        Assert.DoesNotContain("more", stream);
        ChatEvent.Failed failed = Assert.IsType<ChatEvent.Failed>(StreamText.Read(stream)[^1]);
        Assert.Equal(("server_error", "stream_interrupted"), (failed.Error.Type, failed.Error.Code));
    }

    [Fact]
    public void A_failure_before_the_first_event_still_begins_with_the_response()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerStreamWriter(StreamText.Request, new LossList(), ResponseOptions.None);
        writer.Fail(new ClientError(503, "server_error", "no_target", "Nobody can answer."), output);
        writer.End(output);
        string stream = Encoding.UTF8.GetString(output.WrittenSpan);
        ResponsesGrammar.Check(stream);
        Assert.Equal(["response.created", "response.in_progress", "error", "response.failed"], Types(stream));
    }

    [Fact]
    public void An_answer_beyond_the_bound_fails_and_is_told_so()
    {
        string megabyte = new('x', 1 << 20);
        string stream = StreamText.Write([.. Enumerable.Repeat(new ChatEvent.TextDelta(0, megabyte), 9), new ChatEvent.Finished(0, FinishReason.Stop)]);
        Assert.EndsWith("response.failed", Types(stream)[^1]);
        Assert.Contains("answer_too_large", stream);
    }

    [Fact]
    public void A_delta_costs_no_memory_but_what_is_kept()
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        using var writer = new AnswerStreamWriter(StreamText.Request, new LossList(), ResponseOptions.None);
        var delta = new ChatEvent.TextDelta(0, "some words ");
        for (int warm = 0; warm < 500; warm++)
        {
            writer.Write(delta, output);
            output.ResetWrittenCount();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 1000; count++)
        {
            writer.Write(delta, output);
            output.ResetWrittenCount();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 100);
    }

    [Fact]
    public void Raw_tools_of_the_client_stay_on_one_line()
    {
        var output = new ArrayBufferWriter<byte>();
        ChatRequest request = StreamText.Request with { ProviderTools = ["{\n  \"type\": \"web_search\"\n}"] };
        using var writer = new AnswerStreamWriter(request, new LossList(), ResponseOptions.None);
        writer.Write(new ChatEvent.Finished(0, FinishReason.Stop), output);
        writer.End(output);
        JsonElement response = ResponsesGrammar.Check(Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal("web_search", response.GetProperty("tools")[0].GetProperty("type").GetString());
    }

    private static string[] Types(string stream) =>
        [.. ScannedFrame.Scan([Encoding.UTF8.GetBytes(stream)], asSegments: false).Select(frame => frame.Event)];
}
