using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>Alibaba Cloud Model Studio in its OpenAI-compatible mode. A key belongs to one region: outside China the base URL is <c>https://dashscope-intl.aliyuncs.com/compatible-mode/v1/</c>.</summary>
internal static class DashScope
{
    /// <summary>"This model only support stream mode" (400): QwQ, QVQ, the omni models, and the open Qwen3 models that always think (seen 2026-11-24).</summary>
    public static IReadOnlyList<string> StreamOnlyModels { get; } = ["qwq*", "qvq*", "*-omni*", "qwen3-*-thinking*"];

    public static Provider Provider { get; } = new()
    {
        Name = "dashscope",
        BaseUrl = new Uri("https://dashscope.aliyuncs.com/compatible-mode/v1/"),
        StreamOnlyModels = StreamOnlyModels,
        Errors =
        [
            new(QuotaExhausted) { Codes = ["Arrearage"] },

            // insufficient_quota is the tokens-per-minute limit here, not money (seen 2026-11-23).
            new(RateLimited) { Codes = ["insufficient_quota", "limit_requests", "limit_burst_rate"] },

            // Also comes as an event in the middle of a stream (seen 2026-11-23).
            new(ContentFilter) { Codes = ["data_inspection_failed"] },
            new(Auth) { Codes = ["invalid_api_key"] },
            new(ModelMissing) { Codes = ["model_not_found"] },

            // The code is invalid_parameter_error as for any wrong request (seen 2026-11-24).
            new(ContextLength) { MessagePrefix = "<400> InternalError.Algo.InvalidParameter: Range of input length should be" },
        ],
        RequestQuirks =
        [
            // 400 "developer is not one of ['system', …]" (github.com/proma-ai/Proma/issues/1496; seen 2026-08-08).
            new RequestQuirk.ReplaceRole("developer", "system"),

            // The open Qwen3 models think by default, and "enable_thinking must be set to false for non-streaming calls" (400; github.com/alibaba/spring-ai-alibaba/issues/867; seen 2026-04-17).
            new RequestQuirk.Set("enable_thinking", "false") { Models = ["qwen3-*b"], Streaming = false },
        ],
    };
}
