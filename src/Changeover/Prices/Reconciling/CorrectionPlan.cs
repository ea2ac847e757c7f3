using Changeover.Gateway.Recording;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Prices.Reconciling;

/// <summary>
/// What a bill can correct: attempts whose cost is an estimate (an answer that broke off, a gateway that was killed) become what was billed. Exact costs
/// are never touched: where they differ from the bill, that is for people to settle.
/// </summary>
/// <param name="Corrections">Each for another attempt.</param>
/// <param name="Open">Estimates that the bill does not settle.</param>
internal sealed record CorrectionPlan(IReadOnlyList<(RequestRecord Record, CostCorrection Correction)> Corrections, int Open)
{
    /// <summary>Plans.</summary>
    /// <param name="own">Our lines.</param>
    /// <param name="bill">Theirs.</param>
    /// <param name="book">What tokens cost, where the bill says no amounts.</param>
    /// <param name="isComplete">The bill names every request of the span: what is not on it cost nothing.</param>
    /// <param name="source">Name of the bill.</param>
    /// <param name="at">Now.</param>
    public static CorrectionPlan Of(IReadOnlyList<OwnLine> own, IReadOnlyList<BillLine> bill, PriceBook book, bool isComplete, string source, DateTimeOffset at)
    {
        var key = Reconciliation.KeyOf(bill);
        var theirs = Reconciliation.Summed(bill, key);
        var namesRequests = bill.Any(line => line.Request is not null);
        var estimates = own.Where(line => line.Line.Estimated).ToList();
        var corrections = new List<(RequestRecord, CostCorrection)>();
        foreach (var same in own.GroupBy(line => key(line.Line)).Where(same => same.Any(line => line.Line.Estimated)))
        {
            var exact = same.Where(line => !line.Line.Estimated).Select(line => line.Line).ToList();
            OwnLine[] open = [.. same.Where(line => line.Line.Estimated)];
            if (theirs.GetValueOrDefault(same.Key) is not { } billed)
            {
                if (!namesRequests || !isComplete)
                {
                    continue;
                }

                billed = new BillLine { Input = 0, Output = 0 };
            }

            foreach (var (line, cost) in open.Zip(Shares(open, exact, billed, book, namesRequests)))
            {
                var usage = open.Length == 1 && billed.Input is { } input && billed.Output is { } output
                    ? new TokenUsage { Input = input - exact.Sum(other => other.Input ?? 0), CachedInput = billed.CachedInput - exact.Sum(other => other.CachedInput ?? 0), Output = output - exact.Sum(other => other.Output ?? 0) }
                    : null;
                corrections.Add((line.Record, new CostCorrection(line.Attempt + 1, line.Cost, RecordedCost.Of(cost, estimated: false), usage, source, at)));
            }
        }

        return new CorrectionPlan(corrections, estimates.Count - corrections.Count);
    }

    /// <summary>What is billed beside the exact lines, for each of the open ones; none = the bill does not say.</summary>
    private static List<Cost> Shares(OwnLine[] open, List<BillLine> exact, BillLine billed, PriceBook book, bool namesRequests)
    {
        if (billed.Amount is not { } amount)
        {
            return open is [var only] && Priced(only, exact, billed, book) is { } cost ? [cost] : [];
        }

        var currency = billed.Currency ?? open[0].Cost.Currency;
        var left = (long)Math.Round((amount - exact.Sum(line => line.Amount ?? 0)) * Cost.NanoPerUnit, MidpointRounding.AwayFromZero);
        var most = open.Sum(line => line.Cost.NanoUnits ?? 0);

        // More than the worst of all of them together is for something else, unless the bill names the request.
        if (currency is null || left < 0 || (!namesRequests && left > most) || exact.Exists(line => line.Currency != currency) || open.Any(line => (line.Cost.Currency ?? currency) != currency))
        {
            return [];
        }

        return open is [var one] ? [new Cost(left, currency, one.Cost.PriceRow ?? "bill")] : most == 0 || open.Any(line => line.Cost.NanoUnits is null) ? [] : Split(open, left, most, currency);
    }

    /// <summary>By their estimates, to the nano-unit: each cut falls where the sum so far says, so that nothing is left over.</summary>
    private static List<Cost> Split(OwnLine[] open, long left, long most, string currency)
    {
        var (shares, estimated, given) = (new List<Cost>(open.Length), 0L, 0L);
        foreach (var line in open)
        {
            estimated += line.Cost.NanoUnits!.Value;
            var upTo = (long)((Int128)left * estimated / most);
            shares.Add(new Cost(upTo - given, currency, line.Cost.PriceRow!));
            given = upTo;
        }

        return shares;
    }

    private static Cost? Priced(OwnLine line, List<BillLine> exact, BillLine billed, PriceBook book)
    {
        var usage = new TokenUsage
        {
            Input = billed.Input - exact.Sum(other => other.Input ?? 0),
            CachedInput = billed.CachedInput - exact.Sum(other => other.CachedInput ?? 0),
            Output = billed.Output - exact.Sum(other => other.Output ?? 0),
        };
        var attempt = line.Record.Attempts[line.Attempt];
        var query = new PriceQuery(line.Record.StartedAt + attempt.StartedAfter) { Tier = book.Rows.FirstOrDefault(row => row.Id == line.Cost.PriceRow)?.Tier };
        return usage is { Input: 0, Output: 0 } && line.Cost.Currency is { } currency
            ? new Cost(0, currency, line.Cost.PriceRow!)
            : book.For(PriceDesk.Biller(attempt.Provider), attempt.RequestModel).Price(query, UsageNormalisation.Billed(usage)).Cost is { } cost && cost.Currency == (line.Cost.Currency ?? cost.Currency) ? cost : null;
    }
}
