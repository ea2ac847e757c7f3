using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Embeddings;

/// <summary>The side of a dialect's embeddings that providers speak. Stateless; one instance serves all.</summary>
public interface IEmbeddingProvider
{
    /// <summary>Which dialect.</summary>
    Dialect Dialect { get; }

    /// <summary>Writes a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestModel">The model name that the upstream knows.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    void WriteRequest(EmbeddingRequest request, string requestModel, IBufferWriter<byte> output, LossList losses);

    /// <summary>Reads the whole body of a 200.</summary>
    /// <param name="body">The body.</param>
    /// <param name="answer">Set when it is an answer.</param>
    /// <param name="error">Set when it is an error all the same, or nothing that can be read (type <c>malformed_answer</c>).</param>
    bool TryReadAnswer(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out EmbeddingAnswer? answer, [NotNullWhen(false)] out UpstreamError? error);
}
