using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;

namespace Changeover.Gateway.Upstream;

/// <summary>Where a chat request goes below an upstream's base URL, in dialects whose address says more than the operation.</summary>
internal static class DialectPaths
{
    /// <summary>Path and query; null for OpenAI Chat, whose paths the provider knows.</summary>
    public static (string Path, string? Query)? Of(Dialect dialect, string requestModel, bool stream, bool hasImages) => dialect switch
    {
        Dialect.OpenAIResponses => ("responses", null),
        Dialect.AnthropicMessages => ("messages", null),
        Dialect.Gemini => stream
            ? ($"models/{Uri.EscapeDataString(requestModel)}:streamGenerateContent", "alt=sse")
            : ($"models/{Uri.EscapeDataString(requestModel)}:generateContent", null),
        Dialect.DashScope => (DashScopePath.Of(requestModel, hasImages), null),
        Dialect.Hunyuan => ("", null),
        _ => null,
    };
}
