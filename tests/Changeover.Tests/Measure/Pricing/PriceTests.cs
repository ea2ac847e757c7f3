using System.Collections.Frozen;
using Changeover.Measure.Pricing;
using static Changeover.Tests.Measure.Pricing.Rows;

namespace Changeover.Tests.Measure.Pricing;

/// <summary>Prices that can be checked by hand: edges of tiers, of clocks and of dates, and rounding.</summary>
public sealed class PriceTests
{
    private static readonly PriceRates One = new() { Input = 1, Output = 1 };
    private static readonly PriceRates Ten = new() { Input = 10, Output = 10 };

    [Theory]
    [InlineData(false, 31_999, 1)]
    [InlineData(false, 32_000, 1)]
    [InlineData(false, 32_001, 10)]
    [InlineData(true, 31_999, 1)]
    [InlineData(true, 32_000, 10)]
    public void A_tier_takes_the_whole_request_from_its_edge_on(bool inclusive, long input, long rate)
    {
        var prices = Known(Row(One) with { Tiers = [new PriceTier(Ten) { InputBound = 32_000, Inclusive = inclusive }] });
        Assert.Equal((input + 100) * rate * 1000, prices.Price(new PriceQuery(Noon), new BilledUsage { Input = input, Output = 100 }).Nano());
    }

    [Fact]
    public void Cached_tokens_count_towards_the_edge() =>
        Assert.Equal(
            ((20_000 * 10) + (20_000 * 5)) * 1000,
            Known(Row(One) with { Tiers = [new PriceTier(Ten with { CacheRead = 5 }) { InputBound = 32_000 }] })
                .Price(new PriceQuery(Noon), new BilledUsage { Input = 20_000, CacheRead = 20_000, Output = 0 }).Nano());

    [Theory]
    [InlineData(10_000, 199, 2, 8)]
    [InlineData(10_000, 200, 3, 14)]
    [InlineData(32_000, 100, 4, 16)]
    [InlineData(32_000, 5_000, 4, 16)]
    public void Tiers_by_output_length_hold_beside_those_by_input_length(long input, long output, int inputRate, int outputRate)
    {
        var prices = Known(Row(new PriceRates { Input = 2, Output = 8 }) with
        {
            Tiers =
            [
                new PriceTier(new PriceRates { Input = 3, Output = 14 }) { OutputBound = 200, Inclusive = true },
                new PriceTier(new PriceRates { Input = 4, Output = 16 }) { InputBound = 32_000, Inclusive = true },
            ],
        });
        Assert.Equal(((input * inputRate) + (output * outputRate)) * 1000, prices.Price(new PriceQuery(Noon), new BilledUsage { Input = input, Output = output }).Nano());
    }

    [Theory]
    [InlineData("2026-11-24T00:59:59Z", 1)] // Tuesday 08:59:59 in Beijing
    [InlineData("2026-11-24T01:00:00Z", 10)]
    [InlineData("2026-11-24T03:59:59Z", 10)]
    [InlineData("2026-11-24T04:00:00Z", 1)]
    [InlineData("2026-11-28T01:00:00Z", 1)] // Saturday
    [InlineData("2026-10-01T01:00:00Z", 1)] // Thursday, National Day
    [InlineData("2026-10-08T01:00:00Z", 10)] // Thursday after it
    [InlineData("2026-10-10T01:00:00Z", 1)] // Saturday on which people work in exchange for a holiday: still no weekday
    public void A_clock_goes_by_its_zone_its_weekdays_and_its_holidays(string at, long rate)
    {
        var china = new HolidayCalendar("china", Enumerable.Range(1, 7).Select(day => new DateOnly(2026, 10, day)).ToFrozenSet(), new DateOnly(2026, 12, 31));
        var peak = Row(Ten, "peak") with { Clock = Clock("Asia/Shanghai", "09:00", "12:00", china, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday) };
        Assert.Equal(rate * 1000, Known(Row(One), peak).Price(new PriceQuery(DateTimeOffset.Parse(at, null)), new BilledUsage { Input = 1, Output = 0 }).Nano());
    }

    [Theory]
    [InlineData("2026-03-08T06:59:00Z", 1)] // 01:59 EST; an hour later it is 03:59 EDT
    [InlineData("2026-03-08T07:00:00Z", 10)] // 03:00 EDT: the span 02:00-04:00 has lost an hour
    [InlineData("2026-03-08T07:59:00Z", 10)]
    [InlineData("2026-03-08T08:00:00Z", 1)]
    [InlineData("2026-11-01T06:00:00Z", 1)] // 01:00 EST, for the second time
    [InlineData("2026-11-01T07:00:00Z", 10)] // 02:00 EST
    public void A_clock_follows_summer_time(string at, long rate) =>
        Assert.Equal(
            rate * 1000,
            Known(Row(One), Row(Ten, "night") with { Clock = Clock("America/New_York", "02:00", "04:00") }).Price(new PriceQuery(DateTimeOffset.Parse(at, null)), new BilledUsage { Input = 1, Output = 0 }).Nano());

    [Fact]
    public void A_span_that_ends_at_midnight_holds_to_the_last_moment() =>
        Assert.True(Clock("UTC", "22:00", "00:00").Holds(new DateTimeOffset(2026, 11, 24, 23, 59, 59, 999, TimeSpan.Zero)));

    [Fact]
    public void A_price_holds_from_its_first_instant_to_before_its_last()
    {
        var change = Noon;
        var prices = Known(Row(One) with { EffectiveTo = change }, Row(Ten) with { EffectiveFrom = change, EffectiveTo = change.AddHours(1) });
        var usage = new BilledUsage { Input = 1, Output = 0 };
        Assert.Equal(1000, prices.Price(new PriceQuery(change.AddTicks(-1)), usage).Nano());
        Assert.Equal(10_000, prices.Price(new PriceQuery(change), usage).Nano());
        Assert.Equal(UnpricedReason.NoPriceInForce, prices.Price(new PriceQuery(change.AddHours(1)), usage).Reason);
    }

    [Theory]
    [InlineData("0.0004", 1, 0)]
    [InlineData("0.0005", 1, 1)] // half a nano-unit goes up
    [InlineData("0.0015", 1, 2)]
    [InlineData("0.000499", 1000, 499)]
    public void Without_a_rule_a_call_is_rounded_to_the_nearest_nano_unit(string rate, long tokens, long nano) =>
        Assert.Equal(nano, Known(Row(new PriceRates { Input = decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture), Output = 0 })).Price(new PriceQuery(Noon), new BilledUsage { Input = tokens, Output = 0 }).Nano());

    [Fact]
    public void A_provider_s_own_rounding_is_followed() =>
        Assert.Equal(
            1000,
            Known(Row(new PriceRates { Input = 0.001m, Output = 0 }) with { Rounding = new PriceRounding(0.000001m, Up: true) }).Price(new PriceQuery(Noon), new BilledUsage { Input = 1, Output = 0 }).Nano());

    [Fact]
    public void An_own_row_wins_then_an_exact_name_then_the_longer_pattern()
    {
        PriceRow[] rows =
        [
            Row(One, "any", "*"), Row(One, "short", "gpt-*"), Row(One, "long", "gpt-4o-*"), Row(One, "exact", "gpt-4o-mini"),
            Row(One, "own", "gpt-*") with { Confidence = PriceConfidence.Own, EffectiveFrom = Noon.AddDays(1) },
        ];
        var book = new PriceBook(rows);
        Assert.Equal("exact", book.For("p", "gpt-4o-mini").RowFor(new PriceQuery(Noon))!.Id);
        Assert.Equal("long", book.For("p", "GPT-4o-2024-08-06").RowFor(new PriceQuery(Noon))!.Id);
        Assert.Equal("short", book.For("p", "gpt-5").RowFor(new PriceQuery(Noon))!.Id);
        Assert.Equal("any", book.For("p", "o3").RowFor(new PriceQuery(Noon))!.Id);
        Assert.Equal("own", book.For("p", "gpt-4o-mini").RowFor(new PriceQuery(Noon.AddDays(1)))!.Id);
        Assert.Same(ModelPrices.None, book.For("q", "gpt-5"));
    }

    [Fact]
    public void What_is_not_known_is_unpriced_and_never_nothing()
    {
        var prices = Known(Row(One));
        var query = new PriceQuery(Noon);
        Assert.Equal(UnpricedReason.NoPrice, ModelPrices.None.Price(query, new BilledUsage { Input = 1, Output = 1 }).Reason);
        Assert.Equal(UnpricedReason.UsageNotReported, prices.Price(query, new BilledUsage()).Reason);
        Assert.Equal(UnpricedReason.UsageNotReported, prices.Price(query, new BilledUsage { Input = 1 }).Reason);
        Assert.Equal(UnpricedReason.NoRate, prices.Price(query, new BilledUsage { Input = 1, Output = 1, CacheWriteLong = 1 }).Reason);
        Assert.Equal(UnpricedReason.NoRate, prices.Price(query, new BilledUsage { Input = 1, Output = 1, AudioInput = 1 }).Reason);
        Assert.Equal(UnpricedReason.OutOfRange, prices.Price(query, new BilledUsage { Input = -1, Output = 1 }).Reason);
        Assert.Equal(UnpricedReason.OutOfRange, prices.Price(query, new BilledUsage { Input = long.MaxValue, Output = 1 }).Reason);
        Assert.Equal(UnpricedReason.NoPriceInForce, prices.Price(query with { Tier = ServiceTier.Batch }, new BilledUsage { Input = 1, Output = 1 }).Reason);
        Assert.Null(Known(Row(new PriceRates { Input = 1 })).Price(query, new BilledUsage { Input = 1 }).Reason); // embeddings generate nothing
    }

    [Fact]
    public void A_ceiling_looks_beyond_the_next_edge_of_the_clock_and_of_the_dates()
    {
        var prices = Known(
            Row(One) with { EffectiveTo = Noon.AddHours(10) },
            Row(Ten, "peak") with { Clock = Clock("UTC", "13:00", "14:00"), EffectiveTo = Noon.AddHours(10) },
            Row(new PriceRates { Input = 100, Output = 100 }, "new") with { EffectiveFrom = Noon.AddHours(10) });
        Assert.Equal(1000, prices.Ceiling(new PriceQuery(Noon.AddHours(-1)), 1, 0).Nano());
        Assert.Equal(10_000, prices.Ceiling(new PriceQuery(Noon), 1, 0).Nano());
        Assert.Equal(100_000, prices.Ceiling(new PriceQuery(Noon.AddHours(9)), 1, 0).Nano());
    }

    [Fact]
    public void Currencies_change_by_the_latest_rate_that_has_begun_in_either_direction()
    {
        var rates = new ExchangeRates([new("CNY", "USD", 0.14m, new DateOnly(2026, 1, 1)), new("CNY", "USD", 0.15m, new DateOnly(2026, 12, 1))]);
        PriceOutcome cny = new Cost(10_000_000_000, "CNY", "row");
        Assert.Equal(1_400_000_000, rates.Convert(cny, "USD", Noon).Nano());
        Assert.Equal(1_500_000_000, rates.Convert(cny, "USD", Noon.AddDays(30)).Nano());
        Assert.Equal(7_142_857_143, rates.Convert(new Cost(1_000_000_000, "USD", "row"), "CNY", Noon).Nano());
        Assert.Equal(UnpricedReason.NoExchangeRate, rates.Convert(cny, "EUR", Noon).Reason);
        Assert.Equal(0, rates.Convert(new Cost(0, "CNY", "row"), "EUR", Noon).Nano());
    }
}
