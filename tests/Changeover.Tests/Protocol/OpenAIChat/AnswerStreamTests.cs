using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Sse;
using Changeover.Tests.Protocol.Sse;
using CsCheck;

namespace Changeover.Tests.Protocol.OpenAIChat;

public sealed class AnswerStreamTests
{
    [Fact]
    public void Events_survive_the_wire_however_it_is_cut() =>
        Gen.Select(EventGen.Stream, Gen.Int[0, 5000].List[0, 6], Gen.OneOf("\n", "\r\n"), Gen.Bool).Sample((events, cuts, lineEnd, hasNoise) =>
        {
            string stream = Write(events, includeUsage: true).Replace("\n", lineEnd, StringComparison.Ordinal);
            string noise = hasNoise ? $": keep-alive{lineEnd}{lineEnd}{lineEnd}" : "";
            byte[] bytes = Encoding.UTF8.GetBytes(noise + stream.Replace($"{lineEnd}{lineEnd}", $"{lineEnd}{lineEnd}{noise}", StringComparison.Ordinal));
            List<ChatEvent> whole = Read([bytes]);
            EventGrammar.Check(whole);
            Assert.Equal(AnswerText.Of(events), AnswerText.Of(whole));
            Assert.Equal(Describe(whole), Describe(Read(Chunks.Split(bytes, cuts))));
            Assert.Equal(Describe(whole), Describe(Read(bytes.Select(one => new[] { one }))));
        });

    [Fact]
    public void A_stream_cut_anywhere_ends_in_a_failure_or_is_whole() =>
        Gen.Select(EventGen.Stream, Gen.Int[0, 100_000]).Sample((events, at) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Write(events, includeUsage: true));
            byte[] part = bytes[..(at % bytes.Length)];
            List<ChatEvent> read = Read([part]);
            EventGrammar.Check(read);
            if (read[^1] is not ChatEvent.Failed)
            {
                int[] finished = [.. read.OfType<ChatEvent.Finished>().Select(done => done.Choice).Order()];
                Assert.NotEmpty(finished);
                Assert.Equal(finished, EventGrammar.ChoicesOf(read));
            }
        });

    [Fact]
    public void Mutated_streams_never_throw() =>
        Gen.Select(EventGen.Stream, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(Write(events, includeUsage: true));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(Read([bytes]));
        });

    [Fact]
    public void Looks_as_OpenAI_writes_it()
    {
        string stream = Write(
            [
                new ChatEvent.Started("id", "m", 7),
                new ChatEvent.TextDelta(0, "Hi"),
                new ChatEvent.Finished(0, FinishReason.Stop),
                new ChatEvent.Usage(new TokenUsage { Input = 1, Output = 2 }),
            ],
            includeUsage: true);
        const string Head = """data: {"id":"id","object":"chat.completion.chunk","created":7,"model":"m","choices":[""";
        Assert.Equal(
            Head + """{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}""" + "\n\n"
            + Head + """{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}""" + "\n\n"
            + Head + """{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}""" + "\n\n"
            + Head + """],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""" + "\n\n"
            + "data: [DONE]\n\n",
            stream);
    }

    [Fact]
    public void Usage_stays_out_of_a_stream_that_did_not_ask()
    {
        string stream = Write(
            [new ChatEvent.Started("id", "m", 7), new ChatEvent.Finished(0, FinishReason.Stop), new ChatEvent.Usage(new TokenUsage { Input = 1 })],
            includeUsage: false);
        Assert.DoesNotContain("usage", stream);
        Assert.EndsWith("data: [DONE]\n\n", stream);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failure_ends_the_stream_in_an_error_frame_without_the_providers_words(bool asFinish)
    {
        ChatEvent failure = asFinish
            ? new ChatEvent.Finished(0, FinishReason.ProviderError)
            : new ChatEvent.Failed(new UpstreamError { Status = 500, Message = "key sk-secret is bad" });
        string stream = Write([new ChatEvent.Started("id", "m", 7), new ChatEvent.TextDelta(0, "Hi"), failure, new ChatEvent.TextDelta(0, "more")], true);
        Assert.EndsWith("""data: {"error":{"message":"The answer broke off before its end.","type":"server_error","param":null,"code":"stream_interrupted"}}""" + "\n\n", stream);
        Assert.DoesNotContain("sk-secret", stream);
        Assert.DoesNotContain("more", stream);
    }

    [Fact]
    public void A_frame_of_a_megabyte_is_one_event()
    {
        string text = new('x', 1 << 20);
        byte[] bytes = Encoding.UTF8.GetBytes(Write([new ChatEvent.Started("id", "m", 7), new ChatEvent.TextDelta(0, text), new ChatEvent.Finished(0, FinishReason.Stop)], false));
        List<ChatEvent> events = Read(Chunks.Split(bytes, Enumerable.Range(0, 60).Select(i => i * 17_001)));
        Assert.Equal(text, Assert.Single(events.OfType<ChatEvent.TextDelta>()).Text);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"reasoning":"hm"}}]}""", "reasoning", 1)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}""", "two calls without an index", 4)]
    [InlineData("""{"choices":[{"delta":{"content":"","reasoning_content":"","tool_calls":[]}}]}""", "nothing", 0)]
    public void Understands_what_compatible_providers_send(string chunk, string what, int expected)
    {
        var events = new List<ChatEvent>();
        new AnswerStreamReader().Read(Encoding.UTF8.GetBytes(chunk), events);
        Assert.True(events.Count - 1 == expected, what);
    }

    [Fact]
    public void What_comes_after_the_finish_of_a_choice_is_ignored()
    {
        List<ChatEvent> events = Read([Encoding.UTF8.GetBytes(
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}\n\n")]);
        EventGrammar.Check(events);
        Assert.Equal("a", Assert.Single(events.OfType<ChatEvent.TextDelta>()).Text);
    }

    [Fact]
    public void A_probability_of_zero_is_written_as_OpenAI_writes_it()
    {
        string stream = Write(
            [new ChatEvent.TextDelta(0, "a") { Logprobs = [new TokenLogprob("a", double.NegativeInfinity, [97])] }, new ChatEvent.Finished(0, FinishReason.Stop)], false);
        Assert.Contains("\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-9999,\"bytes\":[97],\"top_logprobs\":[]}],\"refusal\":null}", stream);
    }

    [Fact]
    public void A_flag_of_moderation_on_the_way_makes_a_filtered_answer() =>
        Assert.Equal(
            FinishReason.ContentFilter,
            Assert.IsType<ChatEvent.Finished>(Read([Encoding.UTF8.GetBytes(
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"flag\":2}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"flag\":0}]}\n\n")])[^1]).Reason);

    [Fact]
    public void A_missing_done_is_no_failure_and_a_missing_finish_is()
    {
        Assert.IsType<ChatEvent.Finished>(Read(["data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"u8.ToArray()])[^1]);
        Assert.IsType<ChatEvent.Failed>(Read(["data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n"u8.ToArray()])[^1]);
        Assert.IsType<ChatEvent.Failed>(Assert.Single(Read([])));
    }

    private static string Write(IEnumerable<ChatEvent> events, bool includeUsage)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new AnswerStreamWriter(includeUsage);
        foreach (ChatEvent step in events)
        {
            writer.Write(step, output);
        }

        writer.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static List<ChatEvent> Read(IEnumerable<byte[]> pieces)
    {
        var reader = new AnswerStreamReader();
        var events = new List<ChatEvent>();
        foreach (ScannedFrame frame in ScannedFrame.Scan(pieces, asSegments: false).Where(frame => frame.HasData))
        {
            reader.Read(Encoding.UTF8.GetBytes(frame.Data), events);
        }

        reader.End(events);
        return events;
    }

    private static IEnumerable<string> Describe(IEnumerable<ChatEvent> events) =>
        events.Select(step => step is ChatEvent.TextDelta { Logprobs: { } logprobs } text
            ? $"{text.Text} {string.Join(",", logprobs.Select(token => token.Logprob))}"
            : step.ToString());
}
