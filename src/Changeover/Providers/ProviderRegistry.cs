using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Changeover.Providers;

/// <summary>The providers that a configuration may name. A new one has its file in this folder, its name here, and its rows in <c>catalogue/providers</c>.</summary>
public static class ProviderRegistry
{
    /// <summary>All of them, in the order in which they are listed to people.</summary>
    public static ImmutableArray<Provider> All { get; } =
    [
        OpenAI.Provider, AzureOpenAI.Provider, Anthropic.Provider, Gemini.Provider, DeepSeek.Provider, DashScope.Provider, DashScopeNative.Provider, Qianfan.Provider,
        Hunyuan.Provider, HunyuanNative.Provider, Ark.Provider, Zhipu.Provider,
        Moonshot.Provider, MiniMax.Provider, StepFun.Provider, OpenRouter.Provider, Vllm.Provider, Ollama.Provider, LlamaCpp.Provider,
        OpenAICompatible.Provider, AnthropicCompatible.Provider, Embedded.Provider,
    ];

    /// <summary>By name, as written in the configuration.</summary>
    public static FrozenDictionary<string, Provider> ByName { get; } = All.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);
}
