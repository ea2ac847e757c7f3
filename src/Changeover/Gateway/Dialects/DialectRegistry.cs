using System.Collections.Frozen;
using Changeover.Protocol.AnthropicMessages;
using Changeover.Protocol.Chat;
using Changeover.Protocol.DashScope;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Gemini;
using Changeover.Protocol.Hunyuan;
using Changeover.Protocol.Ollama;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.OpenAIResponses;

namespace Changeover.Gateway.Dialects;

/// <summary>Every dialect that clients or providers speak.</summary>
internal static class DialectRegistry
{
    private static readonly FrozenDictionary<Dialect, IClientDialect> Clients = new IClientDialect[]
    {
        new OpenAIChatDialect(),
        new OpenAIResponsesDialect(),
        new AnthropicMessagesDialect(),
        new GeminiDialect(),
        new OllamaDialect(),
    }.ToFrozenDictionary(dialect => dialect.Dialect);

    private static readonly FrozenDictionary<Dialect, IProviderDialect> Providers = new IProviderDialect[]
    {
        new OpenAIChatDialect(),
        new OpenAIResponsesDialect(),
        new AnthropicMessagesDialect(),
        new GeminiDialect(),
        new DashScopeDialect(),
        new HunyuanDialect(),
    }.ToFrozenDictionary(dialect => dialect.Dialect);

    /// <summary>How clients speak it.</summary>
    public static IClientDialect Client(Dialect dialect) => Clients[dialect];

    /// <summary>How providers speak it.</summary>
    public static IProviderDialect Provider(Dialect dialect) => Providers[dialect];
}
