using Changeover.Gateway.Snapshot;
using Changeover.Measure.Pricing;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Pricing;

/// <summary>Where the spine asks what things cost. Without the slice that knows prices everything is unpriced.</summary>
public interface IPriceDesk
{
    /// <summary>The prices of a snapshot. Called once per reload.</summary>
    IPriceList Open(GatewaySnapshot snapshot);
}

/// <summary>The prices that hold under one snapshot. Immutable.</summary>
public interface IPriceList
{
    /// <summary>What calls of a target cost. Called once per target and reload.</summary>
    ITargetPrices For(TargetModel target);

    /// <summary>The same cost in another currency, by the configured rates.</summary>
    /// <param name="outcome">What has no price stays so.</param>
    /// <param name="currency">ISO 4217 code, upper case.</param>
    /// <param name="at">Whose day's rate counts.</param>
    PriceOutcome Convert(PriceOutcome outcome, string currency, DateTimeOffset at);
}

/// <summary>What calls of one target cost. Asking allocates nothing.</summary>
public interface ITargetPrices
{
    /// <summary>What a call cost.</summary>
    /// <param name="query">What is known of it.</param>
    /// <param name="usage">As the provider reported it; null = it did not.</param>
    PriceOutcome Price(in PriceQuery query, TokenUsage? usage);

    /// <summary>What no call with at most so many tokens exceeds, when it starts within the hour.</summary>
    PriceOutcome Ceiling(in PriceQuery query, long inputTokens, long outputTokens);
}
