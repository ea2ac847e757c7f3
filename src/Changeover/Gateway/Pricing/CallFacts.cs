using Changeover.Measure.Pricing;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Gateway.Pricing;

/// <summary>What a request says of how it is to be billed. Whatever may make it dearer counts as asked for unless the request cannot ask for it: a ceiling must hold.</summary>
internal static class CallFacts
{
    /// <summary>The facts of a request.</summary>
    public static PriceQuery Of(Exchange exchange, DateTimeOffset at) => Of(exchange.Body.WrittenSpan, exchange.Outline!, at);

    /// <summary>The facts of a body.</summary>
    internal static PriceQuery Of(ReadOnlySpan<byte> body, RequestOutline outline, DateTimeOffset at)
    {
        // A word can be hidden by an escape only.
        var plain = body.IndexOf("\\u"u8) < 0;
        return new PriceQuery(at)
        {
            Tier = TierOf(outline.RawValue(body, "service_tier"u8)),
            Thinking = outline.RawValue(body, "enable_thinking"u8) is var thinks && thinks.SequenceEqual("true"u8) ? true : null,
            Cache = plain && body.IndexOf("\"1h\""u8) < 0 ? CacheLifetime.Minutes : null,
            Audio = plain && !outline.HasAudio && body.IndexOf("udio"u8) < 0 && body.IndexOf("UDIO"u8) < 0 ? false : null,
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
