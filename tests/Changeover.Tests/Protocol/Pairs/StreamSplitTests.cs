using System.Buffers;
using System.Text;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Sse;
using Changeover.Tests.Protocol.ChoiceChunks;
using Changeover.Tests.Protocol.DashScope;
using CsCheck;

namespace Changeover.Tests.Protocol.Pairs;

/// <summary>However a network cuts a provider's stream, its events are the same ones.</summary>
public sealed class StreamSplitTests
{
    public static TheoryData<Dialect> Providers => [.. Codecs.Providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Any_cut_of_the_bytes_gives_the_same_events(Dialect provider) =>
        Gen.Select(RichAnswers.Of(provider), Gen.Int[0, 100_000].List[0, 20], Gen.Bool).Sample(
            (events, cuts, hasReturns) => CheckCuts(() => Codecs.Provider(provider).OpenStream(RichAnswers.Asked(provider)), RichAnswers.Sent(provider, events), cuts, hasReturns),
            iter: 150);

    [Fact]
    public void Any_cut_of_a_stream_that_repeats_itself_gives_the_same_events() =>
        Gen.Select(ChoiceGen.Stream, Gen.Int[0, 100_000].List[0, 20], Gen.Bool).Sample(
            (events, cuts, hasReturns) => CheckCuts(
                () => ((IProviderDialect)new DashScopeDialect(isCumulative: true)).OpenStream(RichAnswers.Asked(Dialect.DashScope)),
                Encoding.UTF8.GetBytes(DashScopeText.Write(events, isCumulative: true)),
                cuts,
                hasReturns),
            iter: 150);

    /// <summary>Cut and handed over piece by piece, and whole in a buffer of many segments.</summary>
    private static void CheckCuts(Func<IAnswerStreamReader> open, byte[] sent, List<int> cuts, bool hasReturns)
    {
        byte[] stream = hasReturns ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sent).ReplaceLineEndings("\r\n")) : sent;
        IReadOnlyList<byte[]> pieces = Chunks.Split(stream, cuts);
        string whole = Text(ProviderStream.Read(open(), [sent]));
        Assert.Equal(whole, Text(ProviderStream.Read(open(), pieces)));
        Assert.Equal(whole, Text(ReadSegments(open(), pieces)));
        Assert.Equal(whole, Text(ProviderStream.Read(open(), stream.Select(one => new[] { one }))));
    }

    private static List<ChatEvent> ReadSegments(IAnswerStreamReader reader, IReadOnlyList<byte[]> pieces)
    {
        var events = new List<ChatEvent>();
        var scanner = new SseFrameScanner();
        ReadOnlySequence<byte> buffer = Chunks.Sequence(pieces);
        while (scanner.Read(ref buffer, out SseFrame frame) == SseScan.Frame || scanner.ReadLast(ref buffer, out frame) == SseScan.Frame)
        {
            reader.Read(frame, events);
        }

        reader.End(events);
        return events;
    }

    /// <summary>Log-probabilities are lists, which records do not compare.</summary>
    private static string Text(IEnumerable<ChatEvent> events) => string.Join("\n", events.Select(step =>
        step is ChatEvent.TextDelta { Logprobs: { } logprobs } ? $"{step} {string.Join(",", logprobs.Select(token => $"{token.Token} {token.Logprob} {Convert.ToHexString(token.Bytes)} {token.Top.Count}"))}" : $"{step}"))
        .Replace("System.Collections.Generic.List`1[Changeover.Protocol.Chat.TokenLogprob]", "", StringComparison.Ordinal);
}
