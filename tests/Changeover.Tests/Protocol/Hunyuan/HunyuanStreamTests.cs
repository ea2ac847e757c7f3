using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Hunyuan;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Hunyuan;

public sealed class HunyuanStreamTests
{
    [Fact]
    public void Events_survive_the_wire_however_it_is_cut() =>
        Gen.Select(ChoiceGen.Stream, Gen.Int[0, 5000].List[0, 6], Gen.Bool).Sample((events, cuts, saysDone) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(HunyuanText.Write(events, saysDone));
            List<ChatEvent> whole = Read([], [bytes]);

            EventGrammar.Check(whole);
            Assert.Equal(AnswerText.Of([new ChatEvent.Started("id-1", "", 1_700_000_000), .. events]), AnswerText.Of(whole));
            Assert.Equal(whole, Read([], Chunks.Split(bytes, cuts)));
            Assert.Equal(whole, Read([], bytes.Select(one => new[] { one })));
        });

    [Fact]
    public void A_text_ends_before_its_stop_string_as_it_does_elsewhere() =>
        ChoiceGen.Stream.Sample(events =>
        {
            List<ChatEvent> read = Read(["STOP", "a a"], [Encoding.UTF8.GetBytes(HunyuanText.Write(events, saysDone: true))]);

            EventGrammar.Check(read);
            foreach (ChatEvent.Finished finished in read.OfType<ChatEvent.Finished>())
            {
                string said = Text(events, finished.Choice);
                int at = finished.StopSequence is { } stop ? said.IndexOf(stop, StringComparison.Ordinal) : said.Length;
                Assert.Equal(said[..at], Text(read, finished.Choice));
                Assert.DoesNotContain("STOP", Text(read, finished.Choice), StringComparison.Ordinal);
            }
        });

    [Fact]
    public void Mutated_streams_never_throw() =>
        Gen.Select(ChoiceGen.Stream, Gen.Select(Gen.Int[0, 5000], Gen.Byte).List[1, 5]).Sample((events, changes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(HunyuanText.Write(events, saysDone: true));
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            EventGrammar.Check(Read(["a"], [bytes]));
        });

    [Theory]
    [InlineData("""{"Choices":[],"Id":"i","ErrorMsg":{"Msg":"The model took too long.","Code":4001}}""", "4001", "The model took too long.")]
    [InlineData("""{"Response":{"Error":{"Code":"LimitExceeded","Message":"Too many."},"RequestId":"r"}}""", "LimitExceeded", "Too many.")]
    public void An_error_in_the_middle_ends_the_answer(string chunk, string code, string message)
    {
        List<ChatEvent> read = Read([], [Encoding.UTF8.GetBytes(
            """data: {"Choices":[{"Delta":{"Content":"a"},"FinishReason":""}],"Id":"i"}""" + $"\n\ndata: {chunk}\n\n")]);

        UpstreamError error = Assert.IsType<ChatEvent.Failed>(read[^1]).Error;
        Assert.Equal((200, code, message), (error.Status, error.Code, error.Message));
    }

    [Fact]
    public void Moderation_on_the_way_is_a_filtered_answer() =>
        Assert.Equal(
            new ChatEvent.Finished(0, FinishReason.ContentFilter),
            Read([], ["data: {\"Choices\":[{\"Delta\":{\"Content\":\"a\"},\"FinishReason\":\"sensitive\"}],\"Id\":\"i\"}\n\n"u8.ToArray()])[^1]);

    [Fact]
    public void Text_that_was_kept_back_stands_before_the_call_behind_it()
    {
        List<ChatEvent> read = Read(["STOP"], [Encoding.UTF8.GetBytes(
            """data: {"Choices":[{"Delta":{"Content":"STO","ToolCalls":[{"Id":"c","Function":{"Name":"f","Arguments":"{}"}}]},"FinishReason":"tool_calls"}],"Id":"i"}""" + "\n\n")]);

        Assert.Equal(
            [new ChatEvent.Started("i", "", 0), new ChatEvent.TextDelta(0, "STO"), new ChatEvent.ToolCallStarted(0, 0, "c", "f"), new ChatEvent.ToolCallDelta(0, 0, "{}"), new ChatEvent.Finished(0, FinishReason.ToolCalls)],
            read);
    }

    private static string Text(IEnumerable<ChatEvent> events, int choice) =>
        string.Concat(events.OfType<ChatEvent.TextDelta>().Where(delta => delta.Choice == choice).Select(delta => delta.Text));

    private static List<ChatEvent> Read(IReadOnlyList<string> stops, IEnumerable<byte[]> pieces) => ProviderStream.Read(
        new HunyuanDialect().OpenStream(new ChatRequest { OriginalModel = "m", Messages = [], Sampling = new SamplingOptions { Stop = stops } }), pieces);
}
