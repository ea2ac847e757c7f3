using System.Collections.Frozen;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>models.dev (MIT): providers, each with models, each with <c>cost</c> in USD per million. Prices in other currencies are converted there, and neither dates nor hours are known.</summary>
internal static class ModelsDevFormat
{
    private static readonly FrozenDictionary<string, string> Providers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openai"] = "openai",
        ["azure"] = "azure-openai",
        ["anthropic"] = "anthropic",
        ["google"] = "gemini",
        ["deepseek"] = "deepseek",
        ["alibaba-cn"] = "dashscope",
        ["tencent-tokenhub"] = "hunyuan",
        ["volcengine"] = "ark",
        ["zhipuai"] = "zhipu",
        ["moonshotai-cn"] = "moonshot",
        ["minimax-cn"] = "minimax",
        ["stepfun"] = "stepfun",
        ["openrouter"] = "openrouter",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static PriceFormat Format { get; } = new("models.dev", "https://models.dev", Recognises, Read);

    private static bool Recognises(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.EnumerateObject().All(provider => provider.Value.Inner("models").ValueKind == JsonValueKind.Object);

    private static IEnumerable<PriceEntry> Read(JsonElement document) =>
        from provider in document.EnumerateObject()
        where Providers.ContainsKey(provider.Name)
        from model in provider.Value.GetProperty("models").EnumerateObject()
        let cost = model.Value.Inner("cost")
        where cost.ValueKind == JsonValueKind.Object
        select new PriceEntry
        {
            Provider = Providers[provider.Name],
            Model = model.Name,
            Rates = Rates(cost),
            Tiers = [.. Tiers(cost)],
        };

    private static IEnumerable<TierEntry> Tiers(JsonElement cost)
    {
        if (cost.Inner("context_over_200k") is { ValueKind: JsonValueKind.Object } longer)
        {
            yield return new TierEntry { InputAbove = 200_000, Rates = Rates(longer) };
        }
    }

    private static PriceRates Rates(JsonElement cost) => new()
    {
        Input = cost.Price("input"),
        CacheRead = cost.Price("cache_read"),
        CacheWrite = cost.Price("cache_write"),
        Output = cost.Price("output"),
        Reasoning = cost.Price("reasoning"),
        AudioInput = cost.Price("input_audio"),
        AudioOutput = cost.Price("output_audio"),
    };
}
