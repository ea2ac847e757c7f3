using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.DashScope;

public sealed class DashScopeStreamTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Events_survive_the_wire_however_it_is_cut(bool isCumulative) =>
        Gen.Select(ChoiceGen.Stream, Gen.Int[0, 5000].List[0, 6]).Sample((events, cuts) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(DashScopeText.Write(events, isCumulative));
            List<ChatEvent> whole = Read(isCumulative, [bytes]);

            EventGrammar.Check(whole);
            Assert.Equal(AnswerText.Of([new ChatEvent.Started("req-1", "", 0), .. events]), AnswerText.Of(whole));
            Assert.Equal(whole, Read(isCumulative, Chunks.Split(bytes, cuts)));
            Assert.Equal(whole, Read(isCumulative, bytes.Select(one => new[] { one })));
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_streams_never_throw(bool isCumulative) =>
        Gen.Select(ChoiceGen.Stream, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(DashScopeText.Write(events, isCumulative));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(Read(isCumulative, [bytes]));
        });

    [Fact]
    public void A_stream_cut_anywhere_ends_in_a_failure_or_is_whole() =>
        Gen.Select(ChoiceGen.Stream, Gen.Int[0, 100_000]).Sample((events, at) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(DashScopeText.Write(events, isCumulative: false));
            List<ChatEvent> read = Read(isCumulative: false, [bytes[..(at % bytes.Length)]]);

            EventGrammar.Check(read);
            if (read[^1] is not ChatEvent.Failed)
            {
                Assert.Equal(EventGrammar.ChoicesOf(read), read.OfType<ChatEvent.Finished>().Select(done => done.Choice).Order());
            }
        });

    [Fact]
    public void A_text_that_is_taken_back_breaks_the_answer_off()
    {
        List<ChatEvent> read = Read(isCumulative: true, Frame("""{"content":"one"}""", "null") + Frame("""{"content":"two and"}""", "stop"));

        Assert.Equal("malformed_answer", Assert.IsType<ChatEvent.Failed>(read[^1]).Error.Type);
        Assert.Equal("one", Assert.Single(read.OfType<ChatEvent.TextDelta>()).Text);
    }

    [Fact]
    public void The_word_null_is_no_finish() =>
        Assert.Equal("stream_interrupted", Assert.IsType<ChatEvent.Failed>(Read(isCumulative: false, Frame("""{"content":"a"}""", "null"))[^1]).Error.Type);

    [Fact]
    public void The_parts_of_a_multimodal_answer_are_its_text()
    {
        List<ChatEvent> read = Read(isCumulative: false, Frame("""{"content":[{"text":"A "},{"text":"cat"}]}""", "null") + Frame("""{"content":[]}""", "stop"));

        Assert.Equal("A cat", Assert.Single(read.OfType<ChatEvent.TextDelta>()).Text);
        Assert.IsType<ChatEvent.Finished>(read[^1]);
    }

    [Fact]
    public void An_error_in_the_middle_keeps_its_code_and_its_status()
    {
        List<ChatEvent> read = Read(
            isCumulative: false,
            Frame("""{"content":"a"}""", "null")
            + "id:2\nevent:error\n:HTTP_STATUS/400\ndata:{\"code\":\"DataInspectionFailed\",\"message\":\"Output data may contain inappropriate content.\",\"request_id\":\"r\"}\n\n"
            + Frame("""{"content":"b"}""", "stop"));

        UpstreamError error = Assert.IsType<ChatEvent.Failed>(read[^1]).Error;
        Assert.Equal((400, "DataInspectionFailed"), (error.Status, error.Code));
        Assert.Equal("a", Assert.Single(read.OfType<ChatEvent.TextDelta>()).Text);
    }

    [Fact]
    public void Log_probabilities_come_with_their_text()
    {
        List<ChatEvent> read = Read(isCumulative: false, "data:" +
            """{"output":{"choices":[{"message":{"content":"a"},"finish_reason":"stop","logprobs":{"content":[{"token":"a","bytes":[97],"logprob":-0.5,"top_logprobs":[]}]}}]},"request_id":"r"}""" + "\n\n");

        TokenLogprob token = Assert.Single(Assert.Single(read.OfType<ChatEvent.TextDelta>()).Logprobs!);
        Assert.Equal(("a", -0.5), (token.Token, token.Logprob));
    }

    [Fact]
    public void A_delta_of_text_costs_less_than_a_kilobyte()
    {
        var reader = new DashScopeDialect().OpenStream();
        byte[] stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Frame("""{"content":"几个字\n","reasoning_content":"","role":"assistant"}""", "null"), 1000)));
        var scanner = new Changeover.Protocol.Sse.SseFrameScanner();
        var buffer = new System.Buffers.ReadOnlySequence<byte>(stream);
        var events = new List<ChatEvent>(4096);
        var costs = new List<long>();
        while (scanner.Read(ref buffer, out var frame) == Changeover.Protocol.Sse.SseScan.Frame)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            reader.Read(frame, events);
            costs.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(1001, events.Count);
        Assert.True(costs.Order().ElementAt(500) < 512, $"{costs.Order().ElementAt(500)} bytes");
    }

    private static string Frame(string message, string finish) =>
        "id:1\nevent:result\n:HTTP_STATUS/200\ndata:"
        + $$$"""{"output":{"choices":[{"message":{{{message}}},"finish_reason":"{{{finish}}}"}]},"usage":{"total_tokens":14,"input_tokens":11,"output_tokens":3},"request_id":"r"}""" + "\n\n";

    private static List<ChatEvent> Read(bool isCumulative, IEnumerable<byte[]> pieces) => ProviderStream.Read(new DashScopeDialect(isCumulative).OpenStream(), pieces);

    private static List<ChatEvent> Read(bool isCumulative, string stream) => [.. ProviderStream.Read(new DashScopeDialect(isCumulative).OpenStream(), stream).Where(step => step is not ChatEvent.Usage)];
}
