using System.Collections.Frozen;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Embeddings;

namespace Changeover.Gateway.Dialects;

/// <summary>The dialects that have embeddings.</summary>
internal static class EmbeddingDialects
{
    private static readonly FrozenDictionary<Dialect, IEmbeddingClient> Clients =
        new IEmbeddingClient[] { new OpenAIEmbeddings(), new GeminiEmbeddings(), new OllamaEmbeddings() }.ToFrozenDictionary(dialect => dialect.Dialect);

    private static readonly FrozenDictionary<Dialect, IEmbeddingProvider> Providers =
        new IEmbeddingProvider[] { new OpenAIEmbeddings(), new GeminiEmbeddings() }.ToFrozenDictionary(dialect => dialect.Dialect);

    /// <summary>How clients speak it.</summary>
    public static IEmbeddingClient Client(Dialect dialect) => Clients[dialect];

    /// <summary>How providers speak it; null = they have none.</summary>
    public static IEmbeddingProvider? Provider(Dialect dialect) => Providers.GetValueOrDefault(dialect);
}
