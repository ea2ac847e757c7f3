using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>LiteLLM's price map (MIT): model names, each with flat keys in USD per token; <c>_above_200k_tokens</c> at a key's end is a tier, <c>_batches</c>, <c>_flex</c> and <c>_priority</c> a service tier.</summary>
internal static partial class LiteLlmFormat
{
    private const decimal Million = 1_000_000;

    private static readonly FrozenDictionary<string, string> Providers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openai"] = "openai",
        ["azure"] = "azure-openai",
        ["anthropic"] = "anthropic",
        ["gemini"] = "gemini",
        ["deepseek"] = "deepseek",
        ["dashscope"] = "dashscope",
        ["moonshot"] = "moonshot",
        ["minimax"] = "minimax",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (ServiceTier Tier, string Suffix)[] ServiceTiers =
        [(ServiceTier.Standard, ""), (ServiceTier.Batch, "_batches"), (ServiceTier.Flex, "_flex"), (ServiceTier.Priority, "_priority")];

    public static PriceFormat Format { get; } = new("LiteLLM", "https://github.com/BerriAI/litellm", Recognises, Read);

    private static bool Recognises(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.EnumerateObject().Any(model => model.Value.Inner("litellm_provider").ValueKind == JsonValueKind.String);

    private static IEnumerable<PriceEntry> Read(JsonElement document) =>
        from model in document.EnumerateObject()
        where model.Value.Inner("litellm_provider") is { ValueKind: JsonValueKind.String } name && Providers.ContainsKey(name.GetString()!)
        let provider = model.Value.GetProperty("litellm_provider").GetString()!
        from tier in ServiceTiers
        where model.Value.Price("input_cost_per_token" + tier.Suffix) is not null
        select new PriceEntry
        {
            Provider = Providers[provider],
            Model = model.Name.StartsWith(provider + "/", StringComparison.Ordinal) ? model.Name[(provider.Length + 1)..] : model.Name,
            Rates = Rates(model.Value, tier.Suffix),
            Tiers = [.. Tiers(model.Value, tier.Suffix)],
            ServiceTier = tier.Tier,
        };

    private static IEnumerable<TierEntry> Tiers(JsonElement model, string suffix) =>
        from key in model.EnumerateObject()
        let match = Above().Match(key.Name)
        where match.Success
        let thousands = long.Parse(match.Groups["k"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        orderby thousands
        select new TierEntry { InputAbove = thousands * 1000, Rates = Rates(model, $"_above_{thousands}k_tokens{suffix}", suffix) };

    /// <summary>Rates under a suffix; where one is not there, the one under the other suffix.</summary>
    private static PriceRates Rates(JsonElement model, string suffix, string otherwise = "")
    {
        decimal? Rate(string key) => model.Price(key + suffix, Million) ?? model.Price(key + otherwise, Million);
        return new()
        {
            Input = Rate("input_cost_per_token"),
            CacheRead = Rate("cache_read_input_token_cost"),
            CacheWrite = Rate("cache_creation_input_token_cost") is > 0 and var write ? write : null, // 0 is its word for "no such price"
            CacheWriteLong = Rate("cache_creation_input_token_cost_above_1hr"),
            Output = Rate("output_cost_per_token"),
            Reasoning = Rate("output_cost_per_reasoning_token"),
            AudioInput = Rate("input_cost_per_audio_token"),
            AudioOutput = Rate("output_cost_per_audio_token"),
        };
    }

    [GeneratedRegex("^input_cost_per_token_above_(?<k>[0-9]{1,5})k_tokens$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Above();
}
