using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Dialects;

/// <summary>The side of a dialect that clients speak: their requests are read, answers to them are written. Stateless; one instance serves all.</summary>
public interface IClientDialect
{
    /// <summary>Which dialect.</summary>
    Dialect Dialect { get; }

    /// <summary>Reads a request. As strict as the provider's own API about what it understands; the rest is kept in the extensions.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="address">What the address says beside the body.</param>
    /// <param name="request">Set when it is a request.</param>
    /// <param name="fault">Set when it is not. Bad input never throws.</param>
    bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault);

    /// <summary>Writes a buffered answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses);

    /// <summary>Begins a streamed answer.</summary>
    IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses);

    /// <summary>Writes the body of an error answer.</summary>
    void WriteError(ClientError error, IBufferWriter<byte> output);
}
