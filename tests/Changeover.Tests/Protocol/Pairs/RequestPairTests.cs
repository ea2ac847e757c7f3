using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

public sealed class RequestPairTests
{
    public static TheoryData<Dialect, Dialect> Pairs => [.. Codecs.Pairs];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_plain_conversation_with_tools_crosses_every_pair_whole(Dialect client, Dialect provider) =>
        Conversation.Request.Sample(
            original =>
            {
                ChatRequest asked = Carry(original, client);
                Assert.Equal(Conversation.Of(original), Conversation.Of(asked));
                Assert.Equal(Conversation.Of(original), Conversation.Of(Carry(asked, provider)));
            },
            iter: 60);

    [Fact]
    public void A_plain_conversation_comes_home_from_three_dialects_in_a_row() =>
        Gen.Select(Conversation.Request, Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
            (original, first, second, third) =>
            {
                ChatRequest home = new[] { first, second, third, first }.Aggregate(original, (request, dialect) => Carry(request, Codecs.All[dialect]));
                Assert.Equal(Conversation.Of(original), Conversation.Of(home));
            },
            iter: 300);

    /// <summary>Adapted, written, and read by the other side of the dialect.</summary>
    private static ChatRequest Carry(ChatRequest request, Dialect dialect)
    {
        var losses = new LossList();
        ChatRequest adapted = RequestAdapter.Adapt(request, DialectRules.Of(dialect), losses).Request;
        byte[] body = Codecs.Bytes(output => Codecs.Provider(dialect).WriteRequest(adapted, "m", output, losses));
        Assert.Null(losses.Rejected);
        return Codecs.Read(dialect, body);
    }
}
