using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices.Importing;

/// <summary>
/// pydantic's genai-prices (MIT): providers with models, each with a rule for its names and prices in USD per million. A price may have tiers by
/// prompt length; a list of prices has dates or UTC hours, never both (its issue 582), and the last that holds counts. Prices of picture tokens have no
/// counterpart here, and models that have one are left out rather than priced too low.
/// </summary>
internal static class GenaiPricesFormat
{
    private static readonly FrozenDictionary<string, string> Providers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openai"] = "openai",
        ["azure"] = "azure-openai",
        ["anthropic"] = "anthropic",
        ["google"] = "gemini",
        ["deepseek"] = "deepseek",
        ["moonshotai"] = "moonshot",
        ["zhipuai"] = "zhipu",
        ["minimax"] = "minimax",
        ["openrouter"] = "openrouter",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static PriceFormat Format { get; } = new("genai-prices", "https://github.com/pydantic/genai-prices", Recognises, Read);

    private static bool Recognises(JsonElement document) =>
        document.ValueKind == JsonValueKind.Array && document.EnumerateArray().All(provider => provider.Inner("models").ValueKind == JsonValueKind.Array);

    private static IEnumerable<PriceEntry> Read(JsonElement document) =>
        from provider in document.EnumerateArray()
        where provider.Inner("id").ValueKind == JsonValueKind.String && Providers.ContainsKey(provider.GetProperty("id").GetString()!)
        from model in provider.GetProperty("models").EnumerateArray()
        from name in Names(model.Inner("match")).Append(model.GetProperty("id").GetString()!).Distinct(StringComparer.OrdinalIgnoreCase)
        from entry in Entries(model.GetProperty("prices"))
        select entry with { Provider = Providers[provider.GetProperty("id").GetString()!], Model = name };

    /// <summary>The rules that a pattern of ours can say.</summary>
    private static IEnumerable<string> Names(JsonElement match)
    {
        if (match.Inner("or") is { ValueKind: JsonValueKind.Array } any)
        {
            return any.EnumerateArray().SelectMany(Names);
        }

        return match.Inner("equals") is { ValueKind: JsonValueKind.String } exact ? [exact.GetString()!]
            : match.Inner("starts_with") is { ValueKind: JsonValueKind.String } start ? [start.GetString()! + "*"]
            : [];
    }

    private static IEnumerable<PriceEntry> Entries(JsonElement prices)
    {
        JsonElement[] all = prices.ValueKind == JsonValueKind.Array ? [.. prices.EnumerateArray()] : [];
        if (all.Length == 0)
        {
            return Priced(prices) is { } only ? [only] : [];
        }

        var dated = all.Where(price => price.Inner("constraint").Inner("start_time").ValueKind == JsonValueKind.Undefined)
            .Select(price => (From: Date(price.Inner("constraint").Inner("start_date")), Entry: Priced(price.Inner("prices"))))
            .OrderBy(price => price.From).ToArray();
        var entries = dated.Select((price, i) => price.Entry is null ? null : price.Entry with { From = price.From, To = i + 1 < dated.Length ? dated[i + 1].From : null });
        var timed = all.Where(price => price.Inner("constraint").Inner("start_time").ValueKind == JsonValueKind.String)
            .Select(price => Priced(price.Inner("prices")) is { } entry ? entry with { From = dated[^1].From, Clock = Clock(price.Inner("constraint")) } : null);
        return entries.Concat(timed).OfType<PriceEntry>();
    }

    private static DateTimeOffset? Date(JsonElement date) => date.ValueKind == JsonValueKind.String
        ? DateTimeOffset.Parse(date.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private static ClockEntry Clock(JsonElement constraint) => new() { Hours = [$"{constraint.GetProperty("start_time").GetString()![..5]}-{constraint.GetProperty("end_time").GetString()![..5]}"] };

    private static PriceEntry? Priced(JsonElement prices)
    {
        if (prices.Inner("output_image_mtok").ValueKind != JsonValueKind.Undefined)
        {
            return null;
        }

        var starts = prices.EnumerateObject().SelectMany(price => Steps(price.Value)).Select(step => step.GetProperty("start").GetInt64()).Distinct().Order();
        return new PriceEntry
        {
            Rates = Rates(prices, start: 0),
            // 271999 is its way to write "from 272000 on": its engine asks for more than the start.
            Tiers = [.. starts.Select(start => new TierEntry { InputAbove = start % 1000 == 999 ? start + 1 : start, Inclusive = start % 1000 == 999, Rates = Rates(prices, start) })],
        };
    }

    private static PriceRates Rates(JsonElement prices, long start) => new()
    {
        Input = At(prices, "input_mtok", start),
        CacheRead = At(prices, "cache_read_mtok", start),
        CacheWrite = At(prices, "cache_write_mtok", start),
        CacheWriteLong = At(prices, "cache_write_1h_mtok", start),
        Output = At(prices, "output_mtok", start),
        AudioInput = At(prices, "input_audio_mtok", start),
        AudioOutput = At(prices, "output_audio_mtok", start),
        Search = At(prices, "web_searches_kcount", start) / 1000,
        Request = At(prices, "requests_kcount", start) / 1000,
    };

    /// <summary>A price once the prompt is longer than the start.</summary>
    private static decimal? At(JsonElement prices, string name, long start) => prices.Inner(name) is { ValueKind: JsonValueKind.Object } tiered
        ? Steps(tiered).Where(step => step.GetProperty("start").GetInt64() <= start).Select(step => step.Price("price")).LastOrDefault(tiered.Price("base"))
        : prices.Price(name);

    private static JsonElement[] Steps(JsonElement price) => price.Inner("tiers") is { ValueKind: JsonValueKind.Array } tiers ? [.. tiers.EnumerateArray()] : [];
}
