using Changeover.Gateway.Recording;
using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Pricing;

/// <summary>Adds up what the attempts of a request cost.</summary>
internal static class CostOfRequest
{
    /// <summary>The sum, in the currency of the last attempt that cost something. Unpriced as soon as one attempt is: a sum that leaves something out would be too small. null = nothing was billed.</summary>
    public static RecordedCost? Of(IReadOnlyList<AttemptRecord> attempts, IPriceList prices, DateTimeOffset at)
    {
        RecordedCost? sum = null;
        for (var i = attempts.Count - 1; i >= 0; i--)
        {
            if (attempts[i].Cost is { } cost)
            {
                sum = sum is null ? cost : Sum(sum, cost, prices, at);
            }
        }

        return sum;
    }

    private static RecordedCost Sum(RecordedCost sum, RecordedCost other, IPriceList prices, DateTimeOffset at)
    {
        var estimated = sum.Estimated || other.Estimated;
        if ((sum.Unpriced ?? other.Unpriced) is { } reason)
        {
            return RecordedCost.Of(reason, estimated);
        }

        var converted = prices.Convert(new Cost(other.NanoUnits!.Value, other.Currency!, other.PriceRow!), sum.Currency!, at);
        return converted.Cost is { } cost ? sum with { Amount = sum.Amount + cost.Amount, Estimated = estimated } : RecordedCost.Of(converted, estimated);
    }
}
