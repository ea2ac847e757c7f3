using System.Data;
using System.Data.Common;
using Changeover.Gateway.Recording.Correcting;
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
    public LedgerReading Read(SpendFilter filter, string currency, DateTime since, IReadOnlyCollection<string> requests) => database.Use(connection =>
    {
        // One snapshot for both: a record and what it adds to the ledger are committed together.
        using var moment = requests.Count > 0 ? connection.BeginTransaction(IsolationLevel.RepeatableRead) : null;
        return new LedgerReading(
            Spent(connection, filter, currency, since),
            requests.Count > 0 ? connection.Query<string>($"SELECT id FROM records WHERE id {database.IsOneOf("requests")}", new { requests = requests.ToArray() }).AsList() : []);
    });

    private long Spent(DbConnection connection, SpendFilter filter, string currency, DateTime since)
    {
        var days = connection.Query<(long Day, string Currency, long NanoUnits)>(
            $"""
            SELECT day, currency, CAST(SUM(nano_units) AS BIGINT) FROM ledger
            WHERE day >= @day
              AND (@anyKey OR key_id {database.IsOneOf("keys")}) AND (@anyOwner OR owner {database.IsOneOf("owners")}) AND (@anyRoute OR route {database.IsOneOf("routes")})
            GROUP BY day, currency
            """,
            new
            {
                day = Day(new DateTimeOffset(since)),
                anyKey = filter.Keys is null,
                keys = filter.Keys?.ToArray() ?? [],
                anyOwner = filter.Owners is null,
                owners = filter.Owners?.ToArray() ?? [],
                anyRoute = filter.Routes is null,
                routes = filter.Routes?.ToArray() ?? [],
            });
        var prices = runtime.Current.Prices;
        return days.Sum(day => prices.Convert(new Cost(day.NanoUnits, day.Currency, "ledger"), currency, DateTimeOffset.UnixEpoch.AddDays(day.Day)).Cost?.NanoUnits ?? 0);
    }

    /// <inheritdoc />
    public long LastCorrection() => new CorrectionStore(database).Last();

    /// <summary>Days since 1970, UTC.</summary>
    internal static long Day(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay;
}
