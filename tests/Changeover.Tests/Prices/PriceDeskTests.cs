using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Protocol.Chat;
using CsCheck;

namespace Changeover.Tests.Prices;

/// <summary>Reported tokens become billed classes.</summary>
public sealed class PriceDeskTests
{
    [Fact]
    public void No_token_is_billed_twice_or_not_at_all_whatever_a_provider_reports() =>
        Gen.Long[0, 1000].Array[8].Sample(counts =>
        {
            var usage = new TokenUsage
            {
                Input = counts[0],
                CachedInput = counts[1],
                CacheWrite = counts[2],
                CacheWriteLong = counts[3],
                AudioInput = counts[4],
                Output = counts[5],
                Reasoning = counts[6],
                AudioOutput = counts[7],
            };
            var billed = UsageNormalisation.Billed(usage);
            return billed.AllInput == counts[0] && billed.AllOutput == counts[5] && billed.Input >= 0 && billed.CacheWrite >= 0 && billed.Output >= 0;
        });

    [Fact]
    public void What_was_not_reported_stays_unknown_and_what_is_no_count_is_refused()
    {
        Assert.Equal(new BilledUsage(), UsageNormalisation.Billed(null));
        Assert.Equal(new BilledUsage { Input = 5 }, UsageNormalisation.Billed(new TokenUsage { Input = 5 }));
        var prices = new PriceBook(PriceCatalogue.Shipped.Rows).For("openai", "gpt-4o");
        Assert.Equal(UnpricedReason.OutOfRange, prices.Price(new PriceQuery(DateTimeOffset.UnixEpoch), UsageNormalisation.Billed(new TokenUsage { Input = 5, CachedInput = -5, Output = 1 })).Reason);
    }

    [Fact]
    public void The_native_dialect_of_a_platform_is_billed_as_the_platform_is()
    {
        Assert.Equal(("dashscope", "hunyuan", "openai"), (PriceDesk.Biller("dashscope-native"), PriceDesk.Biller("hunyuan-native"), PriceDesk.Biller("openai")));
        Assert.NotNull(PriceDesk.PricesOf(new PricesConfig()).For(PriceDesk.Biller("dashscope-native"), "qwen-plus").RowFor(new PriceQuery(DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void An_own_row_for_the_native_dialect_bills_its_calls()
    {
        var entry = new PriceEntry { Provider = "hunyuan-native", Model = "mine", Currency = "CNY", Rates = new PriceRates { Input = 1 } };
        var row = PriceDesk.PricesOf(new PricesConfig { Rows = [entry] }).For(PriceDesk.Biller("hunyuan-native"), "mine").RowFor(new PriceQuery(DateTimeOffset.UnixEpoch));
        Assert.Equal("prices.rows[0]", row?.Id);
    }
}
