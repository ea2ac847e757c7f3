using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Pricing;

/// <summary>A gateway without prices: nothing is free, everything is unpriced.</summary>
internal sealed class UnpricedDesk : IPriceDesk, IPriceList, ITargetPrices
{
    public static UnpricedDesk Instance { get; } = new();

    public IPriceList Open(GatewaySnapshot snapshot) => this;

    public ITargetPrices For(TargetModel target) => this;

    public PriceOutcome Convert(PriceOutcome outcome, string currency, DateTimeOffset at) =>
        outcome.Cost is { } cost && cost.Currency != currency ? UnpricedReason.NoExchangeRate : outcome;

    public PriceOutcome Price(in PriceQuery query, TokenUsage? usage) => UnpricedReason.NoPrice;

    public PriceOutcome Ceiling(in PriceQuery query, long inputTokens, long outputTokens) => UnpricedReason.NoPrice;
}
