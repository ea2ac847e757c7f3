using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>MiniMax. Outside China the base URL is <c>https://api.minimax.io/v1/</c>. Errors come with HTTP 200 as <c>base_resp.status_code</c>, zero being success (seen 2026-11-23).</summary>
internal static class MiniMax
{
    public static Provider Provider { get; } = new()
    {
        Name = "minimax",
        BaseUrl = new Uri("https://api.minimaxi.com/v1/"),
        Errors =
        [
            new(ErrorClass.Timeout) { Codes = ["1001"] },
            new(RateLimited) { Codes = ["1002", "1039", "1041"] },
            new(Auth) { Codes = ["1004", "2049"] },

            // 1008 is the balance, 2056 the plan.
            new(QuotaExhausted) { Codes = ["1008", "2056"] },

            // 1026 refuses what came in, 1027 what would have gone out.
            new(ContentFilter) { Codes = ["1026", "1027"] },

            // 1042 is a text with more than a tenth of invisible characters.
            new(BadRequest) { Codes = ["1042", "2013"] },
            new(Server) { Codes = ["1000", "1024", "1033"] },
        ],
        RequestQuirks =
        [
            // 400 "invalid role: developer (2013)" (github.com/openclaw/openclaw/issues/3022; seen 2026-01-27).
            new RequestQuirk.ReplaceRole("developer", "system"),
        ],
    };
}
