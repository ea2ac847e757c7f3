using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;

namespace Changeover.Prices;

/// <summary>Something about the prices of a configuration that its operator should know.</summary>
/// <param name="Severe">Calls will be unpriced or wrongly priced.</param>
/// <param name="What">Target, row or calendar.</param>
/// <param name="Message">What is the matter.</param>
internal sealed record PriceFinding(bool Severe, string What, string Message)
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(90);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PriceFinding> Of(ChangeoverConfig config, DateTimeOffset now)
    {
        var book = PriceDesk.PricesOf(config.Prices);
        var targets = config.Routes.Values.SelectMany(route => route.Targets)
            .Where(target => config.Upstreams.ContainsKey(target.Upstream))
            .Select(target => (Name: target.ToString(), Prices: book.For(PriceDesk.Biller(config.Upstreams[target.Upstream].Provider), target.Model)))
            .DistinctBy(target => target.Name, StringComparer.Ordinal);
        return [.. targets.SelectMany(target => OfTarget(target.Name, target.Prices, now)), .. PriceClash.Among(book.Rows).Select(pair => new PriceFinding(true, pair.Second.Id, $"claims the same calls as {pair.First.Id}"))];
    }

    private static IEnumerable<PriceFinding> OfTarget(string target, ModelPrices prices, DateTimeOffset now)
    {
        if (prices.RowFor(new PriceQuery(now)) is not { } row)
        {
            return [new PriceFinding(true, target, "has no price: its calls are unpriced. Write one under prices.rows")];
        }

        return new[]
        {
            row.Confidence == PriceConfidence.Unverified ? new PriceFinding(false, target, $"is priced by {row.Id}, which is not verified: compare it with {row.Source}") : null,
            row.SeenOn != DateOnly.MinValue && row.SeenOn.ToDateTime(TimeOnly.MinValue) < now.UtcDateTime - Old ? new PriceFinding(false, target, $"is priced by {row.Id}, last seen on {row.SeenOn:yyyy-MM-dd}") : null,
            prices.Rows.Select(each => each.Clock?.Holidays).OfType<HolidayCalendar>().FirstOrDefault(calendar => calendar.CoversTo < DateOnly.FromDateTime(now.UtcDateTime)) is { } calendar
                ? new PriceFinding(false, target, $"goes by the calendar {calendar.Name}, which ends on {calendar.CoversTo:yyyy-MM-dd}; later holidays are priced as working days")
                : null,
        }.OfType<PriceFinding>();
    }
}
