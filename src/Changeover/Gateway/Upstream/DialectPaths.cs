using Changeover.Gateway.Dialects;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Gemini;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>Where a chat request goes below an upstream's base URL, in dialects whose address says more than the operation.</summary>
internal static class DialectPaths
{
    /// <summary>Path and query; null for OpenAI Chat, whose paths the provider knows.</summary>
    public static (string Path, string? Query)? Of(AddressKey at) => at.Operation == Operation.CountTokens
        ? (TokenCounts.PathOf(at.Dialect, at.RequestModel), null)
        : at.Operation == Operation.Embeddings && at.Dialect == Dialect.Gemini ? ($"models/{Uri.EscapeDataString(at.RequestModel)}:{GeminiPath.EmbedBatch}", null)
        : at.Operation != Operation.Chat ? null
        : at.Dialect switch
    {
        Dialect.OpenAIResponses => ("responses", null),
        Dialect.AnthropicMessages => ("messages", null),
        Dialect.Gemini => at.Streams
            ? ($"models/{Uri.EscapeDataString(at.RequestModel)}:streamGenerateContent", "alt=sse")
            : ($"models/{Uri.EscapeDataString(at.RequestModel)}:generateContent", null),
        Dialect.DashScope => (DashScopePath.Of(at.RequestModel, at.HasImages), null),
        Dialect.Hunyuan => ("", null),
        _ => null,
    };
}
