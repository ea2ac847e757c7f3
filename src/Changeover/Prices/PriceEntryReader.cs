using System.Collections.Immutable;
using System.Globalization;
using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices;

/// <summary>Turns a written price into one that can be used.</summary>
internal static class PriceEntryReader
{
    /// <summary>The row.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static PriceRow Read(PriceEntry entry, IReadOnlyDictionary<string, HolidayCalendar> holidays)
    {
        Require(entry.Provider.Length > 0 && entry.Model.Length > 0, "It names no provider or no model.");
        Require(IsCurrency(entry.Currency), $"`{entry.Currency}` is no currency: write a code such as USD or CNY.");
        Require(!(entry.To <= entry.From + ModelPrices.ShortestSpan), "It ends before it has been in force for 15 minutes.");
        Require(entry.RoundTo is null or >= 0.000000001m, "`round_to` is less than a billionth.");
        Check(entry.Rates);
        foreach (var tier in entry.Tiers)
        {
            Require(tier.InputAbove is not null || tier.OutputAbove is not null, "A tier has no bound.");
            Check(tier.Rates);
        }

        return new PriceRow
        {
            Id = entry.Id ?? $"{entry.Provider}/{entry.Model}",
            Provider = entry.Provider,
            Model = entry.Model,
            Currency = entry.Currency,
            Rates = entry.Rates,
            Tiers = [.. entry.Tiers.Select(tier => new PriceTier(tier.Rates) { InputBound = tier.InputAbove, OutputBound = tier.OutputAbove, Inclusive = tier.Inclusive })],
            EffectiveFrom = entry.From,
            EffectiveTo = entry.To,
            Tier = entry.ServiceTier,
            Thinking = entry.Thinking,
            Clock = entry.Clock is { } clock ? Clock(clock, holidays) : null,
            Rounding = entry.RoundTo is null && !entry.RoundUp ? PriceRounding.Nano : new PriceRounding(entry.RoundTo ?? PriceRounding.Nano.Step, entry.RoundUp),
            Source = entry.Source ?? "the configuration",
            SeenOn = entry.SeenOn ?? DateOnly.MinValue,
            Confidence = entry.Confidence ?? PriceConfidence.Own,
            Note = entry.Note,
        };
    }

    /// <summary>Whether it looks like an ISO 4217 code.</summary>
    public static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    private static PriceClock Clock(ClockEntry entry, IReadOnlyDictionary<string, HolidayCalendar> holidays)
    {
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(entry.Zone, out var zone), $"This machine knows no time zone `{entry.Zone}`.");
        HolidayCalendar? calendar = null;
        Require(entry.Holidays is null || holidays.TryGetValue(entry.Holidays, out calendar), $"There is no holiday calendar `{entry.Holidays}`; there are: {string.Join(", ", holidays.Keys)}.");
        Require(entry.Hours.Count > 0, "Its clock names no hours.");
        return new PriceClock(zone!, entry.Days.Count == 0 ? [.. Enum.GetValues<DayOfWeek>()] : [.. entry.Days], [.. entry.Hours.Select(Span)], calendar);
    }

    private static ClockSpan Span(string text)
    {
        TimeOnly from = default, to = default;
        var parts = text.Split('-');
        Require(
            parts.Length == 2 && TryReadTime(parts[0], out from) && TryReadTime(parts[1], out to) && (to == TimeOnly.MinValue || to > from)
                && to - from >= ModelPrices.ShortestSpan,
            $"`{text}` is no span of at least 15 minutes, such as 09:00-12:00; divide one that passes midnight.");
        return new ClockSpan(from, to);
    }

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static void Check(PriceRates rates)
    {
        decimal?[] all =
        [
            rates.Input, rates.CacheRead, rates.CacheWrite, rates.CacheWriteLong, rates.AudioInput, rates.Output, rates.Reasoning, rates.AudioOutput, rates.Image, rates.Search, rates.Request,
        ];
        Require(all.Any(rate => rate is not null), "It has no rates.");
        Require(all.All(rate => rate is null or (>= 0 and <= 1_000_000)), "A rate is below 0 or above 1000000.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
