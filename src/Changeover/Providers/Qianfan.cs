using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Baidu Qianfan v2. The credential is an API key <c>bce-v3/ALTAK-…</c> (seen 2026-11-23). A choice's <c>flag</c> other than 0 is moderation, and <c>ban_round</c> the turn that it took offence at (seen 2026-11-23).</summary>
internal static class Qianfan
{
    public static Provider Provider { get; } = new()
    {
        Name = "qianfan",
        BaseUrl = new Uri("https://qianfan.baidubce.com/v2/"),
        Errors =
        [
            new(RateLimited)
            {
                Codes =
                [
                    "rpm_rate_limit_exceeded", "tpm_rate_limit_exceeded", "input_tpm_rate_limit_exceeded",
                    "output_tpm_rate_limit_exceeded", "preemptible_rate_limit_exceeded", "user_rate_limit_exceeded",
                ],
            },

            // The cluster's limits are Baidu's capacity, not the account's rate (seen 2026-11-23).
            new(Overloaded) { Codes = ["cluster_rpm_rate_limit_exceeded", "cluster_tpm_rate_limit_exceeded"] },

            // Both are 403 with type access_denied (seen 2026-11-23).
            new(QuotaExhausted) { Codes = ["account_overdue"] },
            new(ModelMissing) { Codes = ["model_offline", "invalid_model"] },
            new(ContextLength) { Codes = ["characters_too_long", "tokens_too_long"] },
            new(ContentFilter) { Codes = ["image_url_unsafe", "system_unsafe", "user_setting_unsafe", "functions_unsafe"] },
            new(BadRequest) { Codes = ["malformed_json", "invalid_messages", "invalid_argument"] },
            new(Auth) { Codes = ["invalid_iam_token", "invalid_appid"] },
            new(Server) { Codes = ["internal_error", "dispatch_internal_error"] },
        ],
    };
}
