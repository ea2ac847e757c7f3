using Changeover.Protocol.Adapting;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Moonshot (Kimi). Outside China the base URL is <c>https://api.moonshot.ai/v1/</c>; the two do not share keys. Errors have a type and no code (seen 2026-11-23).
/// Inside a tool loop <c>reasoning_content</c> must come back, so that it is never dropped here.</summary>
internal static class Moonshot
{
    public static Provider Provider { get; } = new()
    {
        Name = "moonshot",
        BaseUrl = new Uri("https://api.moonshot.cn/v1/"),
        Errors =
        [
            // The type is invalid_request_error as for any wrong request (seen 2026-11-24).
            new(ContextLength) { MessagePrefix = "Invalid request: Your request exceeded model token limit" },
            new(ContentFilter) { Types = ["content_filter"] },
            new(BadRequest) { Status = 400, Types = ["invalid_request_error"] },
            new(Auth) { Types = ["invalid_authentication_error", "incorrect_api_key_error"] },
            new(QuotaExhausted) { Types = ["exceeded_current_quota_error"] },
            new(Permission) { Types = ["permission_denied_error"] },
            new(ModelMissing) { Types = ["resource_not_found_error"] },
            new(RateLimited) { Types = ["rate_limit_reached_error"] },
            new(Overloaded) { Types = ["engine_overloaded_error"] },
            new(Server) { Types = ["server_error"] },
        ],
        Rules = static rules => rules with { Reasoning = ReasoningReplay.InToolLoops },
        RequestQuirks =
        [
            // 400 "unsupported role ROLE_UNSPECIFIED" (github.com/openclaw/openclaw/pull/21911; seen 2026-02-20).
            new RequestQuirk.ReplaceRole("developer", "system"),

            // 400 "invalid temperature: only 1 is allowed for this model" (github.com/linyqh/NarratoAI/issues/287; seen 2026-09-08).
            new RequestQuirk.Drop("temperature") { Models = ["kimi-k2.*", "kimi-k3*"] },

            // 400 "invalid top_p: only 0.95 is allowed for this model"; the penalties are fixed likewise (github.com/google-gemini/gemini-cli/pull/18977; seen 2026-02-13).
            new RequestQuirk.Drop("top_p") { Models = ["kimi-k2.*"] },
            new RequestQuirk.Drop("presence_penalty") { Models = ["kimi-k2.*"] },
            new RequestQuirk.Drop("frequency_penalty") { Models = ["kimi-k2.*"] },
        ],
    };
}
