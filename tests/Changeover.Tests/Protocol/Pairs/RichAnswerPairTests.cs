using Changeover.Protocol.Chat;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.OpenAIChat;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Whatever a provider of one dialect answers, the client of another one reads it, or the loss is told.</summary>
public sealed class RichAnswerPairTests
{
    public static TheoryData<Dialect, Dialect> Pairs => [.. Codecs.EveryPair];

    public static TheoryData<Dialect> Homes => [.. Codecs.All];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_field_of_a_streamed_answer_arrives_in_legal_order_or_is_told_as_lost(Dialect client, Dialect provider) =>
        Gen.Select(RichAnswers.Of(provider), Gen.Bool).Sample(
            (events, passes) =>
            {
                List<ChatEvent> read = ProviderStream.Read(Codecs.Provider(provider).OpenStream(RichAnswers.Asked(provider)), [RichAnswers.Sent(provider, events)]);
                EventGrammar.Check(read);
                if (passes)
                {
                    read.Insert(1, ChatEvent.PassedBy.Piece(0, "server_tool_use"));
                }

                var losses = new LossList();
                byte[] written = RichAnswers.Written(client, read, losses);
                RichAnswers.CheckOrder(client, written);
                Assert.Empty(Silent(client, AnswerFacts.Of(read), RichAnswers.FactsOfStream(client, written), losses));
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_field_of_a_buffered_answer_arrives_or_is_told_as_lost(Dialect client, Dialect provider) =>
        RichAnswers.Of(provider).Sample(
            events =>
            {
                ChatAnswer answer = Read(provider, events);
                var losses = new LossList();
                ChatAnswer read = RichAnswers.Carry(answer, client, losses);
                Assert.Empty(Silent(client, AnswerFacts.Of(answer), AnswerFacts.Of(read), losses));
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Homes))]
    public void An_answer_comes_home_from_three_dialects_but_for_what_was_told_on_the_way(Dialect home) =>
        Gen.Select(RichAnswers.Of(home), Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
            (events, second, third) =>
            {
                ChatAnswer answer = Read(home, events);
                var losses = new LossList();
                Dialect[] way = [Codecs.All[second], Codecs.All[third], home];
                ChatAnswer back = way.Aggregate(answer, (said, dialect) => RichAnswers.Carry(said, dialect, losses));
                Dialect barest = way.Contains(Dialect.OpenAIChat) ? Dialect.OpenAIChat : home;
                Assert.Empty(Silent(barest, AnswerFacts.Of(answer), AnswerFacts.Of(back), losses));
            },
            iter: 200);

    /// <summary>A whole answer as the gateway reads it.</summary>
    private static ChatAnswer Read(Dialect provider, List<ChatEvent> events)
    {
        var folder = new AnswerFolder();
        events.ForEach(folder.Add);
        ChatAnswer answer = folder.ToAnswer() with { Dialect = provider };
        return Codecs.All.Contains(provider) ? RichAnswers.Carry(answer, provider, []) : answer;
    }

    private static IEnumerable<string> Silent(Dialect client, IReadOnlyList<Fact> before, IReadOnlyList<Fact> after, LossList losses) =>
        NeutralDiff.Between(before, after).Where(difference => !IsKeptElsewhere(client, difference) && !LossWords.ExplainAnswer(difference, losses))
            .Select(difference => $"{difference}\nlosses {string.Join("; ", losses.Select(loss => loss.Path))}");

    /// <summary>Dialects without seals: the gateway remembers them with the turn (docs/decisions/0005).</summary>
    private static bool IsKeptElsewhere(Dialect client, Difference difference) =>
        client is Dialect.OpenAIChat or Dialect.Ollama && difference is { After: null } && difference.Path.EndsWith("seal", StringComparison.Ordinal);
}
