using static Changeover.Providers.ErrorClass;

namespace Changeover.Providers;

/// <summary>A llama.cpp server; it asks for a key only when started with one. While it loads a model it answers 503.</summary>
internal static class LlamaCpp
{
    public static Provider Provider { get; } = new()
    {
        Name = "llamacpp",
        BaseUrl = new Uri("http://127.0.0.1:8080/v1/"),
        NeedsCredential = false,
        Errors =
        [
            // Code 400 as for any wrong request (github.com/ggml-org/llama.cpp, tools/server; seen 2026-11-24).
            new(ContextLength) { Types = ["exceed_context_size_error"] },
        ],
    };
}
