using Changeover.Gateway.Upstream;
using Changeover.Keys.Limits;
using Changeover.Measure.Pricing;
using Changeover.Storage;
using Dapper;

namespace Changeover.Gateway.Recording;

/// <summary>Reads the ledger.</summary>
internal sealed class Ledger(Database database, GatewayRuntime runtime) : ILedger
{
    /// <inheritdoc />
    public long Spent(SpendFilter filter, string currency, DateTime since)
    {
        var days = database.Use(connection => connection.Query<(long Day, string Currency, long NanoUnits)>(
            """
            SELECT day, currency, SUM(nano_units) FROM ledger
            WHERE day >= @day
              AND (@anyKey OR key_id IN @keys) AND (@anyOwner OR owner IN @owners) AND (@anyRoute OR route IN @routes)
            GROUP BY day, currency
            """,
            new
            {
                day = Day(new DateTimeOffset(since)),
                anyKey = filter.Keys is null,
                keys = filter.Keys ?? [],
                anyOwner = filter.Owners is null,
                owners = filter.Owners ?? [],
                anyRoute = filter.Routes is null,
                routes = filter.Routes ?? [],
            }).AsList());
        var prices = runtime.Current.Prices;
        return days.Sum(day => prices.Convert(new Cost(day.NanoUnits, day.Currency, "ledger"), currency, DateTimeOffset.UnixEpoch.AddDays(day.Day)).Cost?.NanoUnits ?? 0);
    }

    /// <summary>Days since 1970, UTC.</summary>
    internal static long Day(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay;
}
