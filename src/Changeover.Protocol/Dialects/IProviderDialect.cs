using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;

namespace Changeover.Protocol.Dialects;

/// <summary>The side of a dialect that providers speak: requests to them are written, their answers are read. Stateless; one instance serves all.</summary>
public interface IProviderDialect
{
    /// <summary>Which dialect.</summary>
    Dialect Dialect { get; }

    /// <summary>Writes a request that <see cref="Adapting.RequestAdapter"/> has made legal for the target.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requestModel">The model name that the upstream knows.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="losses">Receives what the dialect has no place for.</param>
    void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses);

    /// <summary>Reads the whole body of a 200. Tolerant: what has the wrong type reads as absent.</summary>
    /// <param name="body">The body.</param>
    /// <param name="request">What was written, for dialects whose answers cannot be read without it (Hunyuan leaves the stop string in).</param>
    /// <param name="answer">Set when it is an answer; a choice without a finish reason has broken off.</param>
    /// <param name="error">Set when it is an error all the same, or nothing that can be read (<see cref="AnswerFaults.Malformed"/>).</param>
    bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error);

    /// <summary>Begins to read a streamed answer.</summary>
    /// <param name="request">What was written.</param>
    IAnswerStreamReader OpenStream(ChatRequest request);

    /// <summary>Reads an error body. Never fails: a body that has no known shape becomes the message.</summary>
    UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now);
}
