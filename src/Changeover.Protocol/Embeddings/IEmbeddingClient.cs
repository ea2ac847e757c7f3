using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Embeddings;

/// <summary>The side of a dialect's embeddings that clients speak. Stateless; one instance serves all.</summary>
public interface IEmbeddingClient
{
    /// <summary>Which dialect.</summary>
    Dialect Dialect { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="address">What the address says beside the body.</param>
    /// <param name="request">Set when it is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws.</param>
    bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out RequestFault? fault);

    /// <summary>Writes the answer in the form that the request asked for.</summary>
    void WriteAnswer(EmbeddingAnswer answer, EmbeddingRequest request, IBufferWriter<byte> output);
}
