using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>A vLLM server; it asks for a key only when started with one.</summary>
internal static class Vllm
{
    public static Provider Provider { get; } = new()
    {
        Name = "vllm",
        BaseUrl = new Uri("http://127.0.0.1:8000/v1/"),
        NeedsCredential = false,
        Errors =
        [
            // Type BadRequestError and code 400 as for any wrong request (github.com/vllm-project/vllm/pull/37011; seen 2026-03-13).
            new(ContextLength) { MessagePrefix = "This model's maximum context length is" },
        ],
    };
}
