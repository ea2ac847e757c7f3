using Changeover.Measure.Pricing;

namespace Changeover.Gateway.Pricing;

/// <summary>What a request says of how it is to be billed.</summary>
internal static class CallFacts
{
    /// <summary>The facts of a request that is sent now. A mode that it does not name is the usual one.</summary>
    public static PriceQuery Of(Exchange exchange, DateTimeOffset at)
    {
        var outline = exchange.Outline!;
        return new PriceQuery(at)
        {
            Tier = TierOf(outline.RawValue(exchange.Body.WrittenSpan, "service_tier"u8)),
            Audio = outline.HasAudio ? null : false,
        };
    }

    private static ServiceTier? TierOf(ReadOnlySpan<byte> json) => json switch
    {
        [] => ServiceTier.Standard,
        _ when json.SequenceEqual("\"default\""u8) || json.SequenceEqual("\"auto\""u8) || json.SequenceEqual("\"standard_only\""u8) || json.SequenceEqual("null"u8) => ServiceTier.Standard,
        _ when json.SequenceEqual("\"flex\""u8) => ServiceTier.Flex,
        _ when json.SequenceEqual("\"priority\""u8) => ServiceTier.Priority,
        _ => null,
    };
}
