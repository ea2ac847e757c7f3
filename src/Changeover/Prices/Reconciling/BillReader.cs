using System.Globalization;
using System.Text.Json;
using Changeover.Prices.Importing;

namespace Changeover.Prices.Reconciling;

/// <summary>Reads what providers say they have served or charged: OpenAI's usage and costs pages, Anthropic's usage and cost reports, the sandbox's bill, or a table with headings.</summary>
internal static class BillReader
{
    /// <summary>The lines of a bill.</summary>
    /// <exception cref="FormatException">It is none of the known forms.</exception>
    /// <exception cref="JsonException">It begins like JSON and is none.</exception>
    public static IReadOnlyList<BillLine> Read(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return CsvBill.Read(text);
        }

        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return root.Inner("lines").ValueKind == JsonValueKind.Array ? [.. root.GetProperty("lines").EnumerateArray().Select(Sandbox)]
            : root.Inner("data").ValueKind == JsonValueKind.Array ? [.. root.GetProperty("data").EnumerateArray().SelectMany(Bucket)]
            : throw new FormatException("This is no usage export: neither `data` nor `lines` stands in it.");
    }

    private static BillLine Sandbox(JsonElement line) => new()
    {
        Request = Text(line, "request"),
        Model = Text(line, "model"),
        Requests = 1,
        Input = Count(line, "prompt_tokens"),
        CachedInput = Count(line, "cached_tokens"),
        Output = Count(line, "completion_tokens"),
    };

    /// <summary>OpenAI and Anthropic both put results into spans of time.</summary>
    private static IEnumerable<BillLine> Bucket(JsonElement bucket)
    {
        DateOnly? day = Count(bucket, "start_time") is { } unix ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(unix).UtcDateTime)
            : DateTimeOffset.TryParse(Text(bucket, "starting_at"), CultureInfo.InvariantCulture, out var start) ? DateOnly.FromDateTime(start.UtcDateTime)
            : null;
        return bucket.Inner("results") is { ValueKind: JsonValueKind.Array } results ? results.EnumerateArray().Select(result => Result(result) with { Day = day }) : [];
    }

    private static BillLine Result(JsonElement result)
    {
        if (result.Inner("amount") is { ValueKind: JsonValueKind.Object } openAi)
        {
            return new BillLine { Model = Text(result, "line_item")?.Split(',')[0], Amount = openAi.Price("value"), Currency = Text(openAi, "currency")?.ToUpperInvariant() };
        }

        if (result.Price("amount", 0.01m) is { } cents)
        {
            return new BillLine { Model = Text(result, "model"), Amount = cents, Currency = Text(result, "currency")?.ToUpperInvariant() };
        }

        // Anthropic counts what the cache held apart; OpenAI counts it within.
        var cached = Count(result, "input_cached_tokens") ?? Count(result, "cache_read_input_tokens");
        var written = (Count(result.Inner("cache_creation"), "ephemeral_5m_input_tokens") ?? 0) + (Count(result.Inner("cache_creation"), "ephemeral_1h_input_tokens") ?? 0);
        return new BillLine
        {
            Model = Text(result, "model"),
            Requests = Count(result, "num_model_requests"),
            Input = Count(result, "uncached_input_tokens") is { } fresh ? fresh + (cached ?? 0) + written : Count(result, "input_tokens"),
            CachedInput = cached,
            Output = Count(result, "output_tokens"),
        };
    }

    private static string? Text(JsonElement map, string name) => map.Inner(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Count(JsonElement map, string name) => map.Inner(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
