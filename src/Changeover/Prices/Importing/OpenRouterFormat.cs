using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>The answer of OpenRouter's <c>GET /api/v1/models</c>: <c>data[].pricing</c>, texts in USD per token.</summary>
internal static class OpenRouterFormat
{
    private const decimal Million = 1_000_000;

    public static PriceFormat Format { get; } = new("OpenRouter", "https://openrouter.ai/api/v1/models", Recognises, Read);

    private static bool Recognises(JsonElement document) =>
        document.Inner("data") is { ValueKind: JsonValueKind.Array } models && models.EnumerateArray().Any(model => model.Inner("pricing").ValueKind == JsonValueKind.Object);

    private static IEnumerable<PriceEntry> Read(JsonElement document) =>
        from model in document.GetProperty("data").EnumerateArray()
        let pricing = model.Inner("pricing")
        where model.Inner("id").ValueKind == JsonValueKind.String && pricing.Price("prompt") is not null
        select new PriceEntry
        {
            Provider = "openrouter",
            Model = model.GetProperty("id").GetString()!,
            Rates = new PriceRates
            {
                Input = pricing.Price("prompt", Million),
                CacheRead = NotZero(pricing.Price("input_cache_read", Million)),
                CacheWrite = NotZero(pricing.Price("input_cache_write", Million)),
                Output = pricing.Price("completion", Million),
                Reasoning = NotZero(pricing.Price("internal_reasoning", Million)), // "0" where reasoning costs what output costs
                AudioInput = NotZero(pricing.Price("audio", Million)),
                Search = NotZero(pricing.Price("web_search")),
                Request = NotZero(pricing.Price("request")),
            },
        };

    private static decimal? NotZero(decimal? price) => price > 0 ? price : null;
}
