using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Changeover.Providers;

/// <summary>The providers that a configuration may name. A new one has its file in this folder, its name here, and its rows in <c>catalogue/providers</c>.</summary>
public static class ProviderRegistry
{
    /// <summary>All of them, in the order in which they are listed to people.</summary>
    public static ImmutableArray<Provider> All { get; } =
    [
        OpenAI.Provider, AzureOpenAI.Provider, DeepSeek.Provider, DashScope.Provider, Qianfan.Provider, Hunyuan.Provider, Ark.Provider, Zhipu.Provider,
        Moonshot.Provider, MiniMax.Provider, StepFun.Provider, OpenRouter.Provider, Vllm.Provider, Ollama.Provider, LlamaCpp.Provider,
        OpenAICompatible.Provider, Embedded.Provider,
    ];

    private static readonly FrozenDictionary<string, Provider> ByName = All.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>The provider of that name, as written in the configuration.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Provider? provider) => ByName.TryGetValue(name, out provider);
}
