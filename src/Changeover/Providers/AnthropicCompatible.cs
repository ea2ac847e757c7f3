using Changeover.Protocol.Chat;

namespace Changeover.Providers;

/// <summary>Any server that speaks Anthropic's dialect: DeepSeek, Kimi, MiniMax and GLM have one beside their OpenAI endpoint. The base URL ends in <c>/v1/</c> where <c>messages</c> follows it.</summary>
internal static class AnthropicCompatible
{
    public static Provider Provider { get; } = new()
    {
        Name = "anthropic-compatible",
        Dialect = Dialect.AnthropicMessages,
        Auth = AuthScheme.AnthropicKeyHeader,
        Headers = Anthropic.Provider.Headers,
        NeedsCredential = false,
        Errors = Anthropic.Errors,
    };
}
