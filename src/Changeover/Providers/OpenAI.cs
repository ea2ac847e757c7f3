using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>OpenAI.</summary>
internal static class OpenAI
{
    /// <summary>Reasoning models that can be told how to sample only by their effort. gpt-5-chat and gpt-5.1 onwards take the parameters, the latter with effort none.</summary>
    private static readonly string[] FixedSampling = ["o1*", "o3*", "o4*", "gpt-5", "gpt-5-20*", "gpt-5-mini*", "gpt-5-nano*"];

    /// <summary>Shared with Azure, which serves the same models.</summary>
    public static IReadOnlyList<RequestQuirk> ReasoningQuirks { get; } =
    [
        // 400 unsupported_parameter "Use 'max_completion_tokens' instead" (platform.openai.com/docs/guides/reasoning; seen 2026-04-28).
        new RequestQuirk.Rename("max_tokens", "max_completion_tokens") { Models = ["o1*", "o3*", "o4*", "gpt-5*"] },

        // 400 unsupported_value "Only the default (1) value is supported" (platform.openai.com/docs/guides/reasoning; seen 2025-09-30).
        new RequestQuirk.Drop("temperature") { Models = FixedSampling },
        new RequestQuirk.Drop("top_p") { Models = FixedSampling },
        new RequestQuirk.Drop("presence_penalty") { Models = FixedSampling },
        new RequestQuirk.Drop("frequency_penalty") { Models = FixedSampling },
    ];

    /// <summary>OpenAI's own models, which take less than the open servers that speak its dialect. Unknown fields of a message are refused.</summary>
    public static TargetRules Rules(TargetRules rules) => rules.With(
        (Feature.TopK, Support.Ignored), (Feature.MinP, Support.Ignored), (Feature.RepetitionPenalty, Support.Ignored), (Feature.ReasoningReplay, Support.Ignored));

    public static Provider Provider { get; } = new()
    {
        Name = "openai",
        AlsoSpeaks = [Dialect.OpenAIResponses],
        Rules = Rules,
        BaseUrl = new Uri("https://api.openai.com/v1/"),
        Errors =
        [
            // Also hits cloud egress; proxies empty the param, append a request id, or lose the outer error object (seen 2026-11-23).
            new(RegionBlocked) { Codes = ["unsupported_country_region_territory"] },
            new(QuotaExhausted)
            {
                Codes =
                [
                    "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
                    "project_spend_limit_exceeded", "organization_usage_limit_exceeded",
                ],
            },
            new(RateLimited) { Codes = ["rate_limit_exceeded"] },

            // slow_down is a 429 that is not about the account's own rate (seen 2026-11-23).
            new(Overloaded) { Codes = ["slow_down", "server_is_overloaded"] },
            new(ContextLength) { Codes = ["context_length_exceeded"] },
            new(Auth) { Codes = ["invalid_api_key"] },
            new(ModelMissing) { Codes = ["model_not_found"] },

            // The organisation's list of allowed addresses: a 401 that a new key does not mend (seen 2026-11-23).
            new(Permission) { Status = 401, MessagePrefix = "IP not authorized" },
        ],
        RequestQuirks = ReasoningQuirks,
    };
}
