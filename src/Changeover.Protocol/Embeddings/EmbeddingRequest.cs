using System.Collections.ObjectModel;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Embeddings;

/// <summary>A request for vectors in the neutral form.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>The dialect that the request came in, to which its extensions belong.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>What <see cref="Dialects.RequestAddress.Variant"/> said of the answer's form; null = the usual one.</summary>
    public string? Variant { get; init; }

    /// <summary>The model name that the client sent.</summary>
    public required string OriginalModel { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }

    /// <summary>Length of the vectors; null = the model's own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>OpenAI's <c>encoding_format: base64</c>: vectors as the bytes of their floats.</summary>
    public bool AsBase64 { get; init; }

    /// <summary>The end user's id as the application gave it; null = not said.</summary>
    public string? User { get; init; }

    /// <summary>Fields the neutral form has no place for: name → raw JSON.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
