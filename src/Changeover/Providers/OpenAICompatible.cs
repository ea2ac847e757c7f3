using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Any server that speaks OpenAI's dialect. Only those of OpenAI's codes are trusted that mean the same wherever they are used: <c>insufficient_quota</c>, for one, is money at OpenAI and a throttle at DashScope.</summary>
internal static class OpenAICompatible
{
    public static Provider Provider { get; } = new()
    {
        Name = "openai-compatible",
        NeedsCredential = false,
        Errors =
        [
            new(RegionBlocked) { Codes = ["unsupported_country_region_territory"] },

            // Weights & Biases and CoreWeave give 403 as the code (seen 2026-11-23).
            new(RegionBlocked) { Status = 403, MessagePrefix = "Country, region, or territory not supported" },
            new(ContextLength) { Codes = ["context_length_exceeded"] },
            new(ContentFilter) { Codes = ["content_filter"] },
            new(Auth) { Codes = ["invalid_api_key"] },
            new(ModelMissing) { Codes = ["model_not_found"] },
        ],
    };
}
