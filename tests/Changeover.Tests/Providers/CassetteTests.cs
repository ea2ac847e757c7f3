using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Splice;
using Changeover.Providers;
using Changeover.Tests.Protocol.Sse;

namespace Changeover.Tests.Providers;

public sealed class CassetteTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Requests { get; } = [.. Cassette.Names.Where(name => Cassette.Load(name).Request is not null)];

    public static TheoryData<string> Answers { get; } = [.. Cassette.Names.Where(name => Cassette.Load(name).Observed is not null)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_sent_as_the_provider_takes_it(string name)
    {
        var cassette = Cassette.Load(name);
        var sent = Send(cassette, ProviderRegistry.ByName[cassette.Provider]);

        Assert.True(JsonNode.DeepEquals(cassette.Sent, sent), sent.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_understood(string name)
    {
        var cassette = Cassette.Load(name);

        Assert.Equal(cassette.Observed, cassette.Stream is null ? ObserveBody(cassette) : ObserveStream(cassette));
    }

    [Fact]
    public void Every_cassette_is_a_request_or_an_answer() =>
        Assert.Equal(Cassette.Names, Requests.Concat(Answers).Select(row => row.Data).Distinct().Order());

    [Fact]
    public void Every_quirk_has_a_cassette_that_fails_without_it()
    {
        var cassettes = Requests.Select(row => Cassette.Load(row.Data)).ToArray();
        var unproven =
            from provider in ProviderRegistry.All
            from quirk in provider.RequestQuirks
            let without = provider with { RequestQuirks = [.. provider.RequestQuirks.Where(other => !ReferenceEquals(other, quirk))] }
            where cassettes.Where(cassette => cassette.Provider == provider.Name).All(cassette => JsonNode.DeepEquals(cassette.Sent, Send(cassette, without)))
            select $"{provider.Name}: {quirk}";

        Assert.Empty(unproven);
    }

    private static JsonNode Send(Cassette cassette, Provider provider)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonSplice([.. provider.EditsFor(Operation.Chat, cassette.Model!, cassette.Streaming)]).Write(Utf8(cassette.Request!), output);
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    private static Observed ObserveBody(Cassette cassette)
    {
        if (cassette.Status != 200)
        {
            return Observe(cassette, ErrorReader.Read(cassette.Status!.Value, Utf8(cassette.Body!), cassette.RetryAfter, Now));
        }

        var observer = new AnswerObserver();
        var verdict = observer.Observe(Utf8(cassette.Body!), RequestKind.Chat);
        Assert.Equal(cassette.Observed!.Class is null ? AnswerVerdict.Answer : AnswerVerdict.Error, verdict);
        return Observe(cassette, observer.Notes.Error, observer.Notes);
    }

    private static Observed ObserveStream(Cassette cassette)
    {
        var observer = new StreamObserver();
        foreach (var frame in ScannedFrame.Scan([Encoding.UTF8.GetBytes(string.Join('\n', cassette.Stream!) + "\n")], asSegments: false).Where(frame => frame.HasData))
        {
            observer.Observe(Encoding.UTF8.GetBytes(frame.Data));
        }

        Assert.Equal(cassette.Observed!.Class is null, observer.IsComplete);
        return Observe(cassette, observer.Notes.Error, observer.Notes);
    }

    private static Observed Observe(Cassette cassette, UpstreamError? error, AnswerNotes? notes = null) => new()
    {
        Class = error is null ? null : ProviderRegistry.ByName[cassette.Provider].Classify(error),
        Code = error?.Code,
        RetryAfterSeconds = (int?)error?.RetryAfter?.TotalSeconds,
        Content = notes?.HasContent ?? false,
        Finish = error is null ? notes?.Finish : null,
        InputTokens = notes?.Usage?.Input,
        CachedInputTokens = notes?.Usage?.CachedInput,
        OutputTokens = notes?.Usage?.Output,
        ReasoningTokens = notes?.Usage?.Reasoning,
    };

    private static byte[] Utf8(JsonNode body) =>
        Encoding.UTF8.GetBytes(body is JsonValue text ? text.GetValue<string>() : body.ToJsonString());
}
