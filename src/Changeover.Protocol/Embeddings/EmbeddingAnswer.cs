using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Embeddings;

/// <summary>Vectors, one for each input and in their order.</summary>
/// <param name="ResponseModel">The model that the answer claims to come from; empty = not said.</param>
/// <param name="Vectors">The vectors.</param>
/// <param name="Usage">null = not reported.</param>
public sealed record EmbeddingAnswer(string ResponseModel, IReadOnlyList<float[]> Vectors, TokenUsage? Usage);
