using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>OpenRouter. The code is the HTTP status; <c>error.metadata.error_type</c> is the word that is stable (openrouter.ai/docs/client-sdks/python/components/apierrortype; seen 2026-11-24).</summary>
internal static class OpenRouter
{
    public static Provider Provider { get; } = new()
    {
        Name = "openrouter",
        BaseUrl = new Uri("https://openrouter.ai/api/v1/"),
        Errors =
        [
            new(QuotaExhausted) { Types = ["payment_required"] },
            new(Auth) { Types = ["authentication"] },

            // 403 without such a type may be anything: a right, a guardrail, a moderator (seen 2026-11-24).
            new(ContentFilter) { Types = ["content_policy_violation", "refusal"] },
            new(Permission) { Types = ["permission_denied"] },
            new(RateLimited) { Types = ["rate_limit_exceeded"] },
            new(Overloaded) { Types = ["provider_overloaded"] },
            new(Server) { Types = ["provider_unavailable", "server"] },
            new(ErrorClass.Timeout) { Types = ["timeout"] },
            new(ModelMissing) { Types = ["not_found"] },
            new(ContextLength) { Types = ["context_length_exceeded"] },
            new(BadRequest) { Types = ["invalid_request", "invalid_prompt", "unprocessable"] },
        ],
    };
}
