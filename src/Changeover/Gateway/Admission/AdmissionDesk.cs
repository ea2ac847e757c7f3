using Changeover.Gateway.Pricing;
using Changeover.Gateway.Upstream;
using Changeover.Keys.Limits;
using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Admission;

/// <summary>
/// Step 3 and its two consequences. A request is let in when its key, its route and every limit have room for it; before each attempt the worst
/// that it can cost is reserved; after the record the reservation becomes what was truly used.
/// </summary>
internal sealed class AdmissionDesk(ILimitStore limits, UnderWay underWay)
{
    /// <summary>3 Admit.</summary>
    public async ValueTask<GatewayError?> AdmitAsync(Exchange exchange)
    {
        if (MayUse(exchange) is { } refusal)
        {
            return refusal;
        }

        var counters = exchange.Runtime.Snapshot.Limits.For(exchange.Caller!, exchange.Route!.Name);
        exchange.Bounds = TokenBounds.Of(exchange, counters.Any(counter => counter.Limit.Unit is LimitUnit.Money or LimitUnit.Tokens));
        if (counters.Count == 0)
        {
            return null;
        }

        var hold = exchange.Hold = new Hold(exchange.Id, exchange.StartedAt);
        Charge[] charges = [.. counters.Where(counter => counter.Limit.Unit != LimitUnit.Money).Select(counter => new Charge(counter, Amount(counter, exchange.Bounds)))];
        var verdict = await limits.TakeAsync(hold, charges, exchange.ClientGone);
        RateHeaders.Write(exchange, charges, verdict);
        return verdict.IsTaken ? null : LimitRefusal.Of(verdict);
    }

    /// <summary>Before an attempt: room in every budget, and in every limit of tokens, for the worst that it can use, beside what the request has used already and what may still run.</summary>
    public async ValueTask<GatewayError?> ReserveAsync(Exchange exchange, TargetState target)
    {
        if (exchange.Hold is not null && Metered(exchange) is { Count: > 0 } counters && await ReserveAsync(exchange, exchange.Hold, target, counters) is { } refusal)
        {
            return refusal;
        }

        return underWay.TryNote(exchange, target) ? null : GatewayError.Plain(ErrorCodes.RecordNotKept);
    }

    private async ValueTask<GatewayError?> ReserveAsync(Exchange exchange, Hold hold, TargetState target, List<CounterDefinition> counters)
    {
        var charges = new List<Charge>(counters.Count);
        foreach (var counter in counters)
        {
            if (Ceiling(exchange, target, counter) is not { } ceiling)
            {
                if (counter.Unpriced == UnpricedRule.Refuse)
                {
                    return LimitRefusal.Unpriced(target.Label, counter);
                }

                continue;
            }

            var missing = Spent(exchange, counter) + UnderWayAtWorst(exchange, counter) + ceiling - hold.Held(counter);
            if (missing > 0)
            {
                charges.Add(new Charge(counter, missing));
            }
        }

        if (charges.Count == 0)
        {
            return null;
        }

        var verdict = await limits.TakeAsync(hold, charges, exchange.ClientGone);
        return verdict.IsTaken ? null : LimitRefusal.Of(verdict);
    }

    /// <summary>9 Settle, once the record is durable.</summary>
    public ValueTask SettleAsync(Exchange exchange) => exchange.Hold is { IsSettled: false } hold
        ? limits.SettleAsync(hold, charge => Used(exchange, charge))
        : ValueTask.CompletedTask;

    /// <summary>A request stays one, its place among the streams is free again, tokens and money are what they were.</summary>
    private static long Used(Exchange exchange, Charge held) => held.Counter.Limit.Unit switch
    {
        LimitUnit.Money or LimitUnit.Tokens => Spent(exchange, held.Counter),
        LimitUnit.Streams => 0,
        _ => held.Amount,
    };

    /// <summary>What an attempt uses more or less of.</summary>
    private static List<CounterDefinition> Metered(Exchange exchange) =>
        [.. exchange.Runtime.Snapshot.Limits.For(exchange.Caller!, exchange.Route!.Name).Where(counter => counter.Limit.Unit is LimitUnit.Money or LimitUnit.Tokens)];

    /// <summary>The worst of one attempt; null = nobody knows what the target costs, or not in the budget's currency.</summary>
    private static long? Ceiling(Exchange exchange, TargetState target, CounterDefinition counter) =>
        counter.Limit.Unit == LimitUnit.Tokens ? Amount(counter, exchange.Bounds)
        : exchange.Bounds.Output is { } output ? InCurrency(exchange, target.Prices.Ceiling(CallFacts.Of(exchange, exchange.StartedAt), exchange.Bounds.Input, output), counter)
        : null;

    /// <summary>What attempts that still run can cost.</summary>
    private static long UnderWayAtWorst(Exchange exchange, CounterDefinition counter) => exchange.Running.Sum(attempt => Ceiling(exchange, attempt.Target, counter) ?? 0);

    /// <summary>What the attempts so far have used. What has no price takes nothing from a budget that lets it through.</summary>
    private static long Spent(Exchange exchange, CounterDefinition counter) => exchange.Attempts.Sum(attempt => counter.Limit.Unit == LimitUnit.Tokens
        ? (attempt.Estimate ?? attempt.Usage) is { } usage ? (usage.Input ?? 0) + (usage.Output ?? 0) : 0
        : attempt.Cost?.Billed is { } cost ? InCurrency(exchange, cost, counter) ?? 0 : 0);

    private static long? InCurrency(Exchange exchange, PriceOutcome outcome, CounterDefinition budget) =>
        exchange.Runtime.Prices.Convert(outcome, budget.Limit.Currency!, exchange.StartedAt).Cost?.NanoUnits;

    private static GatewayError? MayUse(Exchange exchange)
    {
        if (!exchange.Runtime.Snapshot.Routes.TryGetValue(exchange.Outline!.OriginalModel, out var route))
        {
            return GatewayError.Plain(ErrorCodes.ModelNotFound) with { Param = "model" };
        }

        exchange.Route = route;
        if (!exchange.Caller!.May(route.Name))
        {
            return GatewayError.Plain(ErrorCodes.RouteNotAllowed) with { Param = "model" };
        }

        return exchange.Body.WrittenCount > route.MaxBody ? GatewayError.TooLarge(route.MaxBody) : null;
    }

    private static long Amount(CounterDefinition counter, TokenBounds bounds) => counter.Limit.Unit == LimitUnit.Tokens ? bounds.Input + (bounds.Output ?? 0) : 1;
}
