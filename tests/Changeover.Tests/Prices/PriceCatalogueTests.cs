using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Providers;

namespace Changeover.Tests.Prices;

/// <summary>What is shipped can be used, is told where from, and does not contradict itself.</summary>
public sealed class PriceCatalogueTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_two_rows_claim_the_same_call_or_the_same_id()
    {
        Assert.Empty(PriceClash.Among(PriceCatalogue.Shipped.Rows).Select(pair => $"{pair.First.Id} and {pair.Second.Id}"));
        Assert.Distinct(PriceCatalogue.Shipped.Rows.Select(row => row.Id));
    }

    [Fact]
    public void Every_row_names_its_source_its_day_and_a_provider_that_is_known()
    {
        Assert.All(PriceCatalogue.Shipped.Rows, row =>
        {
            Assert.True(row.Source.Length > 10 && row.SeenOn > new DateOnly(2026, 9, 1) && row.Confidence != PriceConfidence.Own, row.Id);
            Assert.True(ProviderRegistry.ByName.ContainsKey(row.Provider), row.Id);
            Assert.True(row.Provider is "openai" or "anthropic" or "gemini" or "embedded" || row.Currency == "CNY" || row.EffectiveTo is not null, $"{row.Id} is billed in its own currency");
        });
    }

    [Theory]
    [InlineData("gpt-5", ServiceTier.Priority, 2.5)]
    [InlineData("gpt-5", ServiceTier.Flex, 0.625)]
    [InlineData("gpt-5-mini", ServiceTier.Batch, 0.125)]
    [InlineData("gpt-4.1", ServiceTier.Priority, 3.5)]
    [InlineData("gpt-4o", ServiceTier.Flex, null)]
    public void A_service_tier_has_rates_of_its_own_or_none(string model, ServiceTier tier, double? dollarsForAMillion) =>
        Assert.Equal((decimal?)dollarsForAMillion, new PriceBook(PriceCatalogue.Shipped.Rows).For("openai", model).RowFor(new PriceQuery(Now) { Tier = tier })?.Rates.Input);

    [Theory]
    [InlineData("openai", "gpt-4o")]
    [InlineData("openai", "gpt-5.5")]
    [InlineData("anthropic", "claude-opus-5")]
    [InlineData("gemini", "gemini-2.5-pro")]
    [InlineData("deepseek", "deepseek-v4-flash")]
    [InlineData("dashscope", "qwen-plus")]
    [InlineData("qianfan", "ernie-5.1")]
    [InlineData("hunyuan", "hy3-preview")]
    [InlineData("ark", "doubao-seed-2-1-pro-260628")]
    [InlineData("zhipu", "glm-5.3")]
    [InlineData("moonshot", "kimi-k3")]
    [InlineData("minimax", "MiniMax-M3")]
    [InlineData("stepfun", "step-3.5-flash")]
    [InlineData("embedded", "demo")]
    public void A_model_of_each_provider_has_a_price_today(string provider, string model) =>
        Assert.NotNull(new PriceBook(PriceCatalogue.Shipped.Rows).For(provider, model).Price(new PriceQuery(Now), new BilledUsage { Input = 1, Output = 1 }).Cost);

    [Fact]
    public void Thinking_makes_the_whole_output_of_qwen_plus_dearer()
    {
        var prices = new PriceBook(PriceCatalogue.Shipped.Rows).For("dashscope", "qwen-plus");
        var usage = new BilledUsage { Input = 0, Output = 1_000_000 };
        Assert.Equal(2, prices.Price(new PriceQuery(Now), usage).Cost!.Value.Amount);
        Assert.Equal(8, prices.Price(new PriceQuery(Now) { Thinking = true }, usage).Cost!.Value.Amount);
        Assert.Equal(8, prices.Ceiling(new PriceQuery(Now), 0, 1_000_000).Cost!.Value.Amount);
    }

    [Fact]
    public void The_holidays_cover_today() => Assert.True(PriceCatalogue.Shipped.Holidays["china"].CoversTo >= new DateOnly(2026, 12, 31));
}
