using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

public sealed class AnswerPairTests
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " ", "Grüße 你好 🙂", "\"\\\n", "<x>");

    private static readonly Gen<List<ChatEvent>> Answer =
        from texts in Text.List[1, 4]
        from calls in Gen.OneOf<string[]>(["{}"], ["{\"a\"", ":1}"], ["{\"b\":\"}", "\\\"", "{\"", "}"]).List[0, 2]
        from reason in Gen.OneOf(FinishReason.Stop, FinishReason.Length)
        select new List<ChatEvent>(
        [
            new ChatEvent.Started("id_1", "model-x", 0),
            .. texts.Select(text => new ChatEvent.TextDelta(0, text)),
            .. calls.SelectMany((pieces, index) => Call(index, pieces)),
            new ChatEvent.Finished(0, reason == FinishReason.Stop && calls.Count > 0 ? FinishReason.ToolCalls : reason),
            new ChatEvent.Usage(new TokenUsage { Input = 5, Output = 7 }),
        ]);

    public static TheoryData<Dialect, Dialect> Pairs => [.. Codecs.Pairs];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_streamed_answer_crosses_every_pair_whole_and_in_legal_order(Dialect client, Dialect provider) =>
        Gen.Select(Answer, Gen.Int[0, 5000].List[0, 4]).Sample(
            (events, cuts) =>
            {
                byte[] sent = Stream(provider, events);
                List<ChatEvent> read = ProviderStream.Read(Codecs.Provider(provider).OpenStream(), Chunks.Split(sent, cuts));
                EventGrammar.Check(read);
                byte[] relayed = Stream(client, read);
                RichAnswers.CheckOrder(client, relayed);
                Assert.Equal(Of(Folded(events)), Of(Folded(ProviderStream.Read(Codecs.Provider(client).OpenStream(), [relayed]))));
            },
            iter: 60);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_buffered_answer_crosses_every_pair_whole(Dialect client, Dialect provider) =>
        Answer.Sample(
            events =>
            {
                ChatAnswer original = Folded(events);
                Assert.Equal(Of(original), Of(Carry(Carry(original, provider), client)));
            },
            iter: 60);

    private static IEnumerable<ChatEvent> Call(int index, string[] pieces) =>
        [new ChatEvent.ToolCallStarted(0, index, $"call_{index}", "f"), .. pieces.Select(piece => new ChatEvent.ToolCallDelta(0, index, piece))];

    private static byte[] Stream(Dialect dialect, List<ChatEvent> events) => Codecs.Bytes(output =>
    {
        using IAnswerStreamWriter writer = Codecs.Client(dialect).OpenStream(Request(dialect), []);
        events.ForEach(step => writer.Write(step, output));
        writer.End(output);
    });

    private static ChatAnswer Carry(ChatAnswer answer, Dialect dialect)
    {
        byte[] body = Codecs.Bytes(output => Codecs.Client(dialect).WriteAnswer(answer, Request(dialect), output, []));
        Assert.True(Codecs.Provider(dialect).TryReadAnswer(body, out ChatAnswer? read, out UpstreamError? error), $"{error}");
        return read;
    }

    private static ChatRequest Request(Dialect dialect) => new() { Dialect = dialect, OriginalModel = "m", Messages = [], Stream = true, IncludeUsage = true };

    private static ChatAnswer Folded(List<ChatEvent> events)
    {
        var folder = new AnswerFolder();
        events.ForEach(folder.Add);
        return folder.ToAnswer();
    }

    private static string Of(ChatAnswer answer)
    {
        ChatChoice choice = Assert.Single(answer.Choices);
        IEnumerable<string> calls = choice.Message.ToolCalls.Select(call => $"{call.Name} {Conversation.Canonical(call.Arguments)}");
        return $"{choice.Message.PlainText}\n{string.Join("\n", calls)}\n{choice.FinishReason} {answer.Usage?.Input} {answer.Usage?.Output}";
    }
}
