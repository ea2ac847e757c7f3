using System.Text;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>Whatever a client of one dialect asks, the provider of another one reads it, or the loss is told.</summary>
public sealed class RichRequestPairTests
{
    public static TheoryData<Dialect, Dialect> Pairs => [.. Codecs.EveryPair];

    public static TheoryData<Dialect> Homes => [.. Codecs.All];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_field_of_a_request_arrives_or_is_told_as_lost(Dialect client, Dialect provider) =>
        Gen.Select(RichRequests.Of(client), Gen.OneOf(Models(provider))).Sample(
            (asked, model) =>
            {
                var losses = new LossList();
                ChatRequest? read = Carry(asked.Request, provider, model, losses);
                Assert.Empty(Silent(asked.Body, asked.Request, read, losses, DialectRules.Of(provider).ReasonsOnlyInStreams));
            },
            iter: 400);

    [Theory]
    [MemberData(nameof(Homes))]
    public void What_comes_home_from_three_dialects_is_what_went_out_but_for_what_was_told_on_the_way(Dialect home) =>
        Gen.Select(RichRequests.Of(home), Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
            (asked, second, third) =>
            {
                var losses = new LossList();
                ChatRequest? back = new[] { Codecs.All[second], Codecs.All[third], home }
                    .Aggregate((ChatRequest?)asked.Request, (request, dialect) => request is null ? null : Carry(request, dialect, Models(dialect)[0], losses));
                Assert.Empty(Silent(asked.Body, asked.Request, back, losses, isStreamed: false));
            },
            iter: 600);

    /// <summary>Models of one dialect that differ in what they take.</summary>
    private static string[] Models(Dialect provider) => provider switch
    {
        Dialect.Gemini => ["gemini-2.5-pro", "gemini-3-pro", "gemma-3"],
        Dialect.Hunyuan => ["hunyuan-a13b", "hunyuan-turbos"],
        _ => ["m"],
    };

    /// <summary>Adapted, written, and read by another reader of the dialect; null = the gateway does not send it there.</summary>
    private static ChatRequest? Carry(ChatRequest request, Dialect dialect, string model, LossList losses)
    {
        ChatRequest adapted = RequestAdapter.Adapt(request, DialectRules.Of(dialect), losses).Request;
        byte[] written = Codecs.Bytes(output => Codecs.Provider(dialect).WriteRequest(adapted, model, output, losses));
        return losses.Rejected is null ? Codecs.ReadAsProvider(dialect, written, adapted.Stream) : null;
    }

    /// <summary>What differs without a loss that tells it.</summary>
    /// <param name="body">For the message.</param>
    /// <param name="before">What was asked.</param>
    /// <param name="after">What arrived; null = nothing, and that was told.</param>
    /// <param name="losses">What was told.</param>
    /// <param name="isStreamed">The provider reasons only in streams and may be asked for one; the client gets its answer whole all the same.</param>
    private static IEnumerable<string> Silent(string body, ChatRequest before, ChatRequest? after, LossList losses, bool isStreamed) => after is null ? [] :
        NeutralDiff.Between(RequestFacts.Of(before), RequestFacts.Of(after))
            .Where(difference => !(isStreamed && difference is { Path: "stream", Before: null }) && !LossWords.Explain(difference, losses))
            .Select(difference => $"{difference}\nasked {body}\nlosses {string.Join("; ", losses.Select(loss => loss.Path))}");
}
