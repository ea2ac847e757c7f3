using System.Globalization;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Prices;

/// <summary>What users of other gateways and price lists were billed wrongly for, each by the thread in which they said so.</summary>
public sealed class ComplaintTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void LiteLLM_30135_a_tier_holds_for_every_class_of_a_long_call_cache_writes_too()
    {
        var prices = Own(new PriceEntry
        {
            Rates = new() { Input = 5, Output = 25, CacheRead = 0.5m, CacheWrite = 6.25m },
            Tiers = [new() { InputAbove = 200_000, Rates = new() { Input = 10, Output = 37.5m, CacheRead = 1, CacheWrite = 12.5m } }],
        });
        Assert.Equal(((585_659 * 12.5m) + (3 * 10) + (100 * 37.5m)) / 1_000_000, Amount(prices, new() { Input = 585_662, CacheWrite = 585_659, Output = 100 }));
    }

    [Fact]
    public void LiteLLM_14849_Gemini_s_cached_tokens_count_once_0_1849_and_not_0_7642() =>
        Assert.Equal(0.184918125m, Amount(Own(Rates(1.25m, 0.625m, 10)), new() { Input = 262_960, CachedInput = 257_955, Output = 1_744 }));

    [Fact]
    public void LiteLLM_34801_what_was_read_from_the_cache_is_priced_as_read_where_writes_are_reported_beside_it()
    {
        var prices = Own(new PriceEntry { Rates = new() { Input = 5, CacheRead = 0.5m, CacheWrite = 6.25m, Output = 30 } });
        Assert.Equal(((246 * 5) + (65_304 * 0.5m) + (8_000 * 6.25m) + (20_480 * 30)) / 1_000_000, Amount(prices, new() { Input = 73_550, CachedInput = 65_304, CacheWrite = 8_000, Output = 20_480 }));
    }

    [Fact]
    public void LiteLLM_37407_a_cached_token_that_is_also_of_another_kind_is_billed_once()
    {
        var prices = Own(new PriceEntry { Rates = new() { Input = 1, CacheRead = 0.1m, AudioInput = 1, Output = 2 } });
        Assert.Equal(0.000039m, Amount(prices, new() { Input = 100, CachedInput = 90, AudioInput = 80, Output = 10 }));
    }

    [Fact]
    public void LiteLLM_40174_an_estimate_prices_cached_and_reasoning_tokens_as_a_bill_does() =>
        Assert.Equal(0.02415m, Amount(Shipped("anthropic", "claude-sonnet-4-5"), new() { Input = 10_000, CachedInput = 8_000, CacheWrite = 1_000, Output = 1_000, Reasoning = 500 }));

    [Fact]
    public void Aider_5516_and_5518_a_call_that_came_from_the_cache_is_not_10_9_times_too_dear() =>
        Assert.Equal(0.0017192m, Amount(Shipped("anthropic", "claude-haiku-4-5"), new() { Input = 17_111, CachedInput = 17_102, CacheWrite = 0, Output = 0 }));

    [Fact]
    public void ODS_2519_a_call_of_which_most_came_from_the_cache_is_not_2_64_times_too_dear()
    {
        // 69 % from the cache at a tenth of the price: as fresh input it would be 2.64 times as much.
        var right = Amount(Own(Rates(1, 0.1m, 0)), new() { Input = 100_000, CachedInput = 69_024, Output = 0 });
        Assert.Equal(0.0378784m, right);
        Assert.Equal(2.64m, decimal.Round(0.1m / right, 2));
    }

    [Fact]
    public void Conduit_1102_cache_writes_are_not_billed_a_second_time_as_input_of_a_tier()
    {
        var prices = Own(new PriceEntry
        {
            Rates = new() { Input = 3, CacheWrite = 3.75m, Output = 15 },
            Tiers = [new() { InputAbove = 1_000, Rates = new() { Input = 6, CacheWrite = 7.5m, Output = 22.5m } }],
        });
        Assert.Equal(((1_000 * 6) + (9_000 * 7.5m)) / 1_000_000, Amount(prices, new() { Input = 10_000, CacheWrite = 9_000, Output = 0 }));
    }

    [Theory]
    [InlineData("2026-08-13T02:00:00Z", "USD", "0.435")] // Thursday in the later peak, before there was one
    [InlineData("2026-08-20T02:00:00Z", "USD", "1.32")] // Thursday, peak
    [InlineData("2026-08-20T05:00:00Z", "USD", "0.66")] // noon in Beijing
    [InlineData("2026-08-22T02:00:00Z", "USD", "1.32")] // Saturday, when weekends were still peak
    [InlineData("2026-08-23T02:00:00Z", "USD", "0.66")] // Sunday, the first free weekend day
    [InlineData("2026-10-01T02:00:00Z", "CNY", "4.5")] // Thursday, National Day
    [InlineData("2026-11-24T02:00:00Z", "CNY", "9")] // Tuesday, peak
    [InlineData("2026-11-24T12:00:00Z", "CNY", "4.5")]
    public void GenaiPrices_582_a_date_a_weekday_a_holiday_and_an_hour_hold_together(string at, string currency, string perMillion)
    {
        var cost = Shipped("deepseek", "deepseek-v4-pro").Price(new PriceQuery(DateTimeOffset.Parse(at, null)), UsageNormalisation.Billed(new() { Input = 1_000_000, Output = 0 })).Cost!.Value;
        Assert.Equal((decimal.Parse(perMillion, CultureInfo.InvariantCulture), currency), (cost.Amount, cost.Currency));
    }

    [Fact]
    public void An_hour_s_cache_write_is_not_billed_as_five_minutes_phuryn_claude_usage_162() =>
        Assert.Equal(
            3_904 * 10m / 1_000_000,
            Amount(Shipped("anthropic", "claude-opus-4-5"), new() { Input = 3_904, CacheWrite = 3_904, CacheWriteLong = 3_904, Output = 0 }));

    private static decimal Amount(ModelPrices prices, TokenUsage usage) => prices.Price(new PriceQuery(Now), UsageNormalisation.Billed(usage)).Cost!.Value.Amount;

    private static PriceEntry Rates(decimal input, decimal cacheRead, decimal output) => new() { Rates = new() { Input = input, CacheRead = cacheRead, Output = output } };

    private static ModelPrices Own(PriceEntry entry) => new PriceBook([PriceEntryReader.Read(entry with { Provider = "p", Model = "m" }, PriceCatalogue.Shipped.Holidays)]).For("p", "m");

    private static ModelPrices Shipped(string provider, string model) => new PriceBook(PriceCatalogue.Shipped.Rows).For(provider, model);
}
