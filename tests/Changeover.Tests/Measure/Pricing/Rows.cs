using Changeover.Measure.Pricing;

namespace Changeover.Tests.Measure.Pricing;

/// <summary>Price rows for tests.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static PriceRow Row(PriceRates rates, string id = "row", string model = "m") => new()
    {
        Id = id,
        Provider = "p",
        Model = model,
        Currency = "USD",
        Rates = rates,
        Source = "a test",
        SeenOn = new DateOnly(2026, 11, 24),
        Confidence = PriceConfidence.Read,
    };

    public static ModelPrices Known(params PriceRow[] rows) => new PriceBook(rows).For("p", "m");

    public static PriceClock Clock(string zone, string from, string to, HolidayCalendar? holidays = null, params DayOfWeek[] days) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), days.Length == 0 ? [.. Enum.GetValues<DayOfWeek>()] : [.. days], [new ClockSpan(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null))], holidays);

    /// <summary>Billionths of a priced call.</summary>
    public static long Nano(this PriceOutcome outcome) => outcome.Cost!.Value.NanoUnits;
}
