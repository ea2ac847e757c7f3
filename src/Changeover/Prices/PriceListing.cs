using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Changeover.Measure.Pricing;
using Changeover.Storage;

namespace Changeover.Prices;

/// <summary>Price rows for people and for programs.</summary>
internal static class PriceListing
{
    /// <summary>One line per row; rates per million tokens.</summary>
    public static TextTable Table(IEnumerable<PriceRow> rows)
    {
        var table = new TextTable("ROW", "MODEL", "INPUT", "CACHED", "OUTPUT", "CURRENCY", "WHEN", "KNOWN");
        foreach (var row in rows)
        {
            table.Add(row.Id, $"{row.Provider}/{row.Model}", Rate(row.Rates.Input), Rate(row.Rates.CacheRead), Rate(row.Rates.Output), row.Currency, When(row), Word(row.Confidence));
        }

        return table;
    }

    /// <summary>All of one row.</summary>
    public static void Write(PriceRow row, TextWriter output)
    {
        var table = new TextTable("ROW", row.Id);
        table.Add("prices", $"{row.Provider}/{row.Model}, in {row.Currency} per million tokens");
        table.Add("rates", Rates(row.Rates));
        foreach (var tier in row.Tiers)
        {
            var bounds = new[] { Bound("prompt", tier.InputBound, tier.Inclusive), Bound("answer", tier.OutputBound, tier.Inclusive) }.Where(bound => bound is not null);
            table.Add(string.Join(" and ", bounds), Rates(tier.Rates));
        }

        table.Add("when", When(row) is { Length: > 0 } when ? when : "always");
        table.Add("source", $"{row.Source}{(row.SeenOn == DateOnly.MinValue ? "" : $", seen {Day(row.SeenOn)}")}, {Word(row.Confidence)}");
        table.Add("note", row.Note);
        table.Write(output);
    }

    /// <summary>A row as JSON.</summary>
    public static JsonObject Json(PriceRow row) => new()
    {
        ["id"] = row.Id,
        ["provider"] = row.Provider,
        ["model"] = row.Model,
        ["currency"] = row.Currency,
        ["rates"] = Json(row.Rates),
        ["tiers"] = new JsonArray([.. row.Tiers.Select(tier => (JsonNode)new JsonObject { ["input_above"] = tier.InputBound, ["output_above"] = tier.OutputBound, ["inclusive"] = tier.Inclusive, ["rates"] = Json(tier.Rates) })]),
        ["from"] = row.EffectiveFrom,
        ["to"] = row.EffectiveTo,
        ["service_tier"] = Word(row.Tier),
        ["thinking"] = row.Thinking,
        ["clock"] = row.Clock is { } clock ? Clock(clock) : null,
        ["source"] = row.Source,
        ["seen_on"] = row.SeenOn == DateOnly.MinValue ? null : Day(row.SeenOn),
        ["confidence"] = Word(row.Confidence),
        ["note"] = row.Note,
    };

    /// <summary>As JSON writes it: <c>cache_read</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static JsonNode? Json(PriceRates rates) => JsonSerializer.SerializeToNode(rates, PriceJson.Default.PriceRates);

    private static string Rates(PriceRates rates) =>
        string.Join(", ", ((JsonObject)Json(rates)!).Select(rate => $"{rate.Key.Replace('_', ' ')} {rate.Value}"));

    private static string When(PriceRow row) => string.Join(", ", new[]
    {
        row.EffectiveFrom is { } from ? $"from {Instant(from)}" : null,
        row.EffectiveTo is { } to ? $"until {Instant(to)}" : null,
        row.Tier == ServiceTier.Standard ? null : Word(row.Tier),
        row.Thinking is { } thinking ? thinking ? "thinking" : "not thinking" : null,
        row.Clock is { } clock ? Clock(clock) : null,
    }.Where(part => part is not null));

    private static string Clock(PriceClock clock) =>
        $"{string.Join(" and ", clock.Hours.Select(span => $"{span.From:HH:mm}-{span.To:HH:mm}"))} {clock.Zone.Id}{(clock.Days.Length == 7 ? "" : $" on {string.Join(", ", clock.Days.Select(day => day.ToString()[..3]))}")}{(clock.Holidays is { } holidays ? $" but not on holidays ({holidays.Name})" : "")}";

    private static string? Bound(string what, long? bound, bool inclusive) => bound is null ? null : $"{what} {(inclusive ? "from" : "above")} {bound}";

    private static string? Rate(decimal? rate) => rate?.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString(instant.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
