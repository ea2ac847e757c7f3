using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Zhipu (GLM). Outside China the base URL is <c>https://api.z.ai/api/paas/v4/</c>. Codes are numbers written as text (docs.bigmodel.cn/cn/api/api-code; seen 2026-11-24).</summary>
internal static class Zhipu
{
    public static Provider Provider { get; } = new()
    {
        Name = "zhipu",
        BaseUrl = new Uri("https://open.bigmodel.cn/api/paas/v4/"),
        Errors =
        [
            new(Auth) { Codes = ["1000", "1001", "1002", "1003", "1004"] },

            // Inactive, missing or locked account; no right to the interface; the plan lacks the model.
            new(Permission) { Codes = ["1110", "1111", "1112", "1121", "1220", "1311"] },

            // 1113 is an account in arrears, although it comes as a 429; 1304 is the day's limit; 1308 to 1310 are the plan's.
            new(QuotaExhausted) { Codes = ["1113", "1304", "1308", "1309", "1310"] },
            new(ModelMissing) { Codes = ["1211", "1221", "1222"] },
            new(BadRequest) { Codes = ["1210", "1212", "1213", "1214", "1215"] },
            new(ContextLength) { Codes = ["1261"] },
            new(ContentFilter) { Codes = ["1301"] },
            new(RateLimited) { Codes = ["1302", "1303", "1313"] },
            new(Overloaded) { Codes = ["1305", "1312"] },
            new(Server) { Codes = ["500", "1120", "1230", "1234"] },

            // 434 is no right to the interface, a status of Zhipu's own (docs.bigmodel.cn/cn/faq; seen 2026-11-24).
            new(Permission) { Status = 434 },
        ],
        RequestQuirks =
        [
            // 400 with code 1214, "Incorrect role information" (github.com/vastsa/PI-Desktop/issues/30; seen 2026-09-02).
            new RequestQuirk.ReplaceRole("developer", "system"),

            // max_tokens is the documented name; that max_completion_tokens does nothing is unverified (2026-11-24).
            new RequestQuirk.Rename("max_completion_tokens", "max_tokens"),
        ],
    };
}
