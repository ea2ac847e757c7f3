using Changeover.Protocol.Adapting;
using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>DeepSeek. Its errors have no codes of their own: 402 is an empty balance, 422 a wrong request, 503 overload (api-docs.deepseek.com; seen 2026-11-23).
/// While thinking it ignores temperature and top_p, which therefore stay in the request.</summary>
internal static class DeepSeek
{
    public static Provider Provider { get; } = new()
    {
        Name = "deepseek",
        BaseUrl = new Uri("https://api.deepseek.com/"),
        Errors =
        [
            // The only sign is the sentence: type and code are invalid_request_error as for any wrong request (github.com/musistudio/claude-code-router/issues/895; seen 2025-10-10).
            new(ContextLength) { Status = 400, MessagePrefix = "This model's maximum context length is" },
        ],
        // A schema is refused, a JSON object is not; reasoning must come back inside a tool loop; neither seed nor top_k exist (api-docs.deepseek.com; seen 2026-11-23).
        Rules = static rules => (rules with { Reasoning = ReasoningReplay.InToolLoops }).With(
            (Feature.JsonSchema, Support.Emulated), (Feature.Seed, Support.Ignored), (Feature.TopK, Support.Ignored), (Feature.MinP, Support.Ignored),
            (Feature.RepetitionPenalty, Support.Ignored), (Feature.Images, Support.Rejected), (Feature.ImageAddresses, Support.Rejected), (Feature.Audio, Support.Rejected)),
        RequestQuirks =
        [
            // 400 "unknown variant `developer`" (github.com/EKKOLearnAI/hermes-studio/issues/1926; seen 2026-07-04).
            new RequestQuirk.ReplaceRole("developer", "system"),

            // max_completion_tokens is ignored without a word, so that the answer would be unbounded (github.com/earendil-works/pi/issues/8018; seen 2026-08-12).
            new RequestQuirk.Rename("max_completion_tokens", "max_tokens"),
        ],
    };
}
