using Changeover.Protocol.Chat;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Alibaba Cloud Model Studio in its own API. A key belongs to one region: outside China the base URL is <c>https://dashscope-intl.aliyuncs.com/api/v1/</c>.</summary>
internal static class DashScopeNative
{
    public static Provider Provider { get; } = new()
    {
        Name = "dashscope-native",
        BaseUrl = new Uri("https://dashscope.aliyuncs.com/api/v1/"),
        Dialect = Dialect.DashScope,
        StreamOnlyModels = DashScope.StreamOnlyModels,
        Headers = static (operation, streams) => operation == Operation.Chat && streams ? [new("X-DashScope-SSE", "enable")] : [],
        Errors =
        [
            new(QuotaExhausted) { Codes = ["Arrearage", "AllocationQuota.FreeTierOnly", "CommodityNotPurchased", "PrepaidBillOverdue", "PostpaidBillOverdue"] },
            new(RateLimited) { Codes = ["Throttling", "Throttling.RateQuota", "Throttling.BurstRate", "Throttling.AllocationQuota"] },

            // Also comes as an event in the middle of a stream (seen 2026-11-23).
            new(ContentFilter) { Codes = ["DataInspectionFailed"] },
            new(Auth) { Codes = ["InvalidApiKey"] },
            new(Permission) { Codes = ["AccessDenied", "AccessDenied.Unpurchased", "Model.AccessDenied"] },
            new(ModelMissing) { Codes = ["ModelNotFound"] },

            // The code is InvalidParameter as for any wrong request (seen 2026-11-24).
            new(ContextLength) { MessagePrefix = "Range of input length should be" },
            new(Server) { Codes = ["InternalError"] },
        ],
        RequestQuirks =
        [
            // The open Qwen3 models think by default, and "parameter.enable_thinking must be set to false for non-streaming calls" (400; github.com/alibaba/spring-ai-alibaba/issues/867; seen 2026-04-17).
            new RequestQuirk.SetInside("parameters", "enable_thinking", "false") { Models = ["qwen3-*b"], Streaming = false },
        ],
    };
}
