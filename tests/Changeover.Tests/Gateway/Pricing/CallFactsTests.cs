using System.Text;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Recording;
using Changeover.Measure.Pricing;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Tests.Gateway.Pricing;

/// <summary>What a request says of its price, and what its attempts cost together.</summary>
public sealed class CallFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", ServiceTier.Standard)]
    [InlineData(", \"service_tier\": \"auto\"", ServiceTier.Standard)]
    [InlineData(", \"service_tier\": \"flex\"", ServiceTier.Flex)]
    [InlineData(", \"service_tier\": \"priority\"", ServiceTier.Priority)]
    [InlineData(", \"service_tier\": \"golden\"", null)]
    public void The_service_tier_is_what_was_asked_for(string more, ServiceTier? tier) => Assert.Equal(tier, Of(more).Tier);

    [Theory]
    [InlineData("", CacheLifetime.Minutes, false)]
    [InlineData(", \"x\": {\"ttl\": \"1h\"}", null, false)]
    [InlineData(", \"x\": {\"ttl\": \"1\\u0068\"}", null, null)]
    [InlineData(", \"modalities\": [\"text\", \"audio\"]", CacheLifetime.Minutes, null)]
    [InlineData(", \"responseModalities\": [\"AUDIO\"]", CacheLifetime.Minutes, null)]
    public void What_may_make_a_call_dearer_counts_unless_it_cannot_be_asked_for(string more, CacheLifetime? cache, bool? audio) =>
        Assert.Equal((cache, audio), (Of(more).Cache, Of(more).Audio));

    [Fact]
    public void Thinking_that_is_switched_on_is_thinking()
    {
        Assert.True(Of(", \"enable_thinking\": true").Thinking);
        Assert.Null(Of("").Thinking);
    }

    [Fact]
    public void Attempts_add_up_and_one_without_a_price_makes_the_sum_unknown()
    {
        var (one, two) = (Attempt(new Cost(3, "USD", "a")), Attempt(new Cost(4, "USD", "b")));
        Assert.Equal((7L, "b"), CostOfRequest.Of([one, two], UnpricedDesk.Instance, Now) is { } sum ? (sum.NanoUnits, sum.PriceRow) : default);
        Assert.Equal(UnpricedReason.NoRate, CostOfRequest.Of([one, Attempt(UnpricedReason.NoRate), two], UnpricedDesk.Instance, Now)!.Unpriced);
        Assert.Equal(UnpricedReason.NoExchangeRate, CostOfRequest.Of([one, Attempt(new Cost(4, "CNY", "b"))], UnpricedDesk.Instance, Now)!.Unpriced);
        Assert.Null(CostOfRequest.Of([], UnpricedDesk.Instance, Now));
    }

    private static PriceQuery Of(string more)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model": "m", "messages": [{"role": "user", "content": "hello"}]{{more}}}""");
        Assert.True(RequestOutline.TryRead(body, RequestKind.Chat, out var outline, out _));
        return CallFacts.Of(body, outline, Now);
    }

    private static AttemptRecord Attempt(PriceOutcome outcome) => new()
    {
        Upstream = "u",
        Provider = "p",
        RequestModel = "m",
        Stage = Stage.Done,
        Party = Party.Upstream,
        StartedAfter = TimeSpan.Zero,
        Duration = TimeSpan.Zero,
        Cost = RecordedCost.Of(outcome, estimated: false),
    };
}
