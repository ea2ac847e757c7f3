using System.Globalization;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Prices;
using Changeover.Prices.Importing;

namespace Changeover.Tests.Prices;

/// <summary>Price lists of others, as their files are written (extracts of models.dev, genai-prices and LiteLLM, all MIT; figures as of 2025 and 2026).</summary>
public sealed class PriceFormatTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void ModelsDev()
    {
        var entry = Assert.Single(Read("""{"google":{"name":"Google","models":{"gemini-2.5-pro":{"name":"x","cost":{"input":1.25,"output":10,"cache_read":0.125,"context_over_200k":{"input":2.5,"output":15,"cache_read":0.25}}},"free":{}}},"unheard-of":{"models":{"m":{"cost":{"input":1}}}}}"""));
        Assert.Equal(("gemini", "gemini-2.5-pro", "USD"), (entry.Provider, entry.Model, entry.Currency));
        Assert.Equal(new PriceRates { Input = 1.25m, Output = 10, CacheRead = 0.125m }, entry.Rates);
        Assert.Equal(new TierEntry { InputAbove = 200_000, Rates = new() { Input = 2.5m, Output = 15, CacheRead = 0.25m } }, Assert.Single(entry.Tiers));
        Assert.Equal((PriceConfidence.Compiled, Today), (entry.Confidence, entry.SeenOn));
    }

    [Fact]
    public void LiteLLM()
    {
        var entries = Read("""{"sample_spec":{"litellm_provider":"one of many"},"gpt-4o":{"input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05,"input_cost_per_token_batches":1.25e-06,"output_cost_per_token_batches":5e-06,"cache_read_input_token_cost":1.25e-06,"litellm_provider":"openai"},"gemini/gemini-2.5-pro":{"input_cost_per_token":1.25e-06,"input_cost_per_token_above_200k_tokens":2.5e-06,"output_cost_per_token":1e-05,"output_cost_per_token_above_200k_tokens":1.5e-05,"cache_creation_input_token_cost":0.0,"litellm_provider":"gemini"}}""");
        Assert.Equal(["gpt-4o", "gpt-4o", "gemini-2.5-pro"], entries.Select(entry => entry.Model));
        Assert.Equal(new PriceRates { Input = 2.5m, Output = 10, CacheRead = 1.25m }, entries[0].Rates);
        Assert.Equal((ServiceTier.Batch, 1.25m, 5m), (entries[1].ServiceTier, entries[1].Rates.Input, entries[1].Rates.Output));
        Assert.Equal((200_000, 2.5m, 15m, null), (entries[2].Tiers[0].InputAbove, entries[2].Tiers[0].Rates.Input, entries[2].Tiers[0].Rates.Output, entries[2].Rates.CacheWrite));
    }

    [Fact]
    public void OpenRouter()
    {
        var entry = Assert.Single(Read("""{"data":[{"id":"openai/gpt-4o","pricing":{"prompt":"0.0000025","completion":"0.00001","request":"0","image":"0.003613","web_search":"0.01","internal_reasoning":"0","input_cache_read":"0.00000125"}},{"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}}]}"""));
        Assert.Equal(("openrouter", "openai/gpt-4o"), (entry.Provider, entry.Model));
        Assert.Equal(new PriceRates { Input = 2.5m, Output = 10, CacheRead = 1.25m, Search = 0.01m }, entry.Rates);
    }

    [Fact]
    public void GenaiPrices()
    {
        var entries = Read("""
            [{"id":"openai","models":[{"id":"gpt-5.5","match":{"or":[{"equals":"gpt-5.5"},{"starts_with":"gpt-5.5-2026"},{"regex":"^x"}]},"prices":{"input_mtok":{"base":5,"tiers":[{"start":271999,"price":10}]},"output_mtok":30,"web_searches_kcount":10}}]},
             {"id":"deepseek","models":[{"id":"deepseek-v4-pro","match":{"starts_with":"deepseek-v4-pro"},"prices":[{"prices":{"input_mtok":0.435}},{"constraint":{"start_date":"2026-08-17","type":"start_date"},"prices":{"input_mtok":0.66}},{"constraint":{"start_time":"01:00:00Z","end_time":"04:00:00Z","type":"time_of_date"},"prices":{"input_mtok":1.32}}]}]},
             {"id":"google","models":[{"id":"painter","match":{"equals":"painter"},"prices":{"input_mtok":1,"output_image_mtok":60}}]}]
            """);
        Assert.Equal(["gpt-5.5", "gpt-5.5-2026*"], entries.Take(2).Select(entry => entry.Model));
        Assert.Equal((272_000, true, 10m, 30m, 0.01m), (entries[0].Tiers[0].InputAbove, entries[0].Tiers[0].Inclusive, entries[0].Tiers[0].Rates.Input, entries[0].Tiers[0].Rates.Output, entries[0].Rates.Search));
        var change = new DateTimeOffset(2026, 8, 17, 0, 0, 0, TimeSpan.Zero);
        var pro = entries.Where(entry => entry.Model == "deepseek-v4-pro*").ToArray();
        Assert.Equal([(null, change, 0.435m), (change, null, 0.66m), (change, null, 1.32m)], pro.Select(entry => (entry.From, entry.To, entry.Rates.Input)));
        Assert.Equal(["01:00-04:00"], pro[2].Clock!.Hours);
        Assert.DoesNotContain(entries, entry => entry.Model == "painter");
    }

    [Fact]
    public void Anything_else_is_refused() => Assert.Throws<FormatException>(() => Read("""{"a":1}"""));

    [Theory]
    [InlineData("2.5", 0)]
    [InlineData("2.52", 0)] // 0.8 %
    [InlineData("2.525", 1)] // 1 %
    [InlineData("2.475", 1)]
    [InlineData("0", 1)] // free in their list
    public void A_difference_of_a_hundredth_is_a_conflict(string input, int conflicts)
    {
        var book = new PriceBook(PriceCatalogue.Shipped.Rows);
        var theirs = new PriceEntry { Provider = "openai", Model = "gpt-4o", Rates = new() { Input = decimal.Parse(input, CultureInfo.InvariantCulture), Output = 10 } };
        Assert.Equal(conflicts, PriceDifference.Of(theirs, book, new(Today, default, default)).Count(difference => !difference.IsNew));
    }

    [Fact]
    public void A_price_in_another_currency_contradicts_and_is_never_taken()
    {
        var difference = Assert.Single(PriceDifference.Of(new PriceEntry { Provider = "zhipu", Model = "glm-5.3", Rates = new() { Input = 1.103m } }, new PriceBook(PriceCatalogue.Shipped.Rows), new(Today, default, default)));
        Assert.Equal((false, null, "CNY"), (difference.IsNew, difference.Rate, difference.Ours!.Currency));
    }

    private static IReadOnlyList<PriceEntry> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PriceFormat.ReadAny(document.RootElement, Today);
    }
}
