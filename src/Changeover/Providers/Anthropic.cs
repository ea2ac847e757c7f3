using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Anthropic.</summary>
internal static class Anthropic
{
    /// <summary>Shared with others that speak the dialect.</summary>
    public static IReadOnlyList<ErrorRule> Errors { get; } =
    [
        // The edge's refusal of a region; permission_error is about the account (seen 2026-11-23).
        new(RegionBlocked) { Types = ["forbidden"] },

        // An empty account comes as a wrong request, too (seen 2026-11-23).
        new(QuotaExhausted) { MessagePrefix = "Your credit balance is too low" },
        new(QuotaExhausted) { Types = ["billing_error"] },
        new(ContextLength) { MessagePrefix = "prompt is too long" },
        new(BadRequest) { Types = ["invalid_request_error", "request_too_large"] },
        new(Auth) { Types = ["authentication_error"] },
        new(Permission) { Types = ["permission_error"] },
        new(ModelMissing) { Types = ["not_found_error"] },
        new(RateLimited) { Types = ["rate_limit_error"] },
        new(ErrorClass.Timeout) { Types = ["timeout_error"] },

        // Also comes as an event after status 200 (seen 2026-11-23).
        new(Overloaded) { Types = ["overloaded_error"] },
        new(Server) { Types = ["api_error"] },
    ];

    public static Provider Provider { get; } = new()
    {
        Name = "anthropic",
        BaseUrl = new Uri("https://api.anthropic.com/v1/"),
        Dialect = Dialect.AnthropicMessages,
        Auth = AuthScheme.AnthropicKeyHeader,
        Headers = static (_, _) => [new("anthropic-version", "2023-06-01")],
        Errors = Errors,
    };
}
