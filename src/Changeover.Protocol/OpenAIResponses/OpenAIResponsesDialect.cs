using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>OpenAI Responses, both sides.</summary>
public sealed class OpenAIResponsesDialect : IClientDialect, IProviderDialect
{
    /// <summary>What its answers have no place for.</summary>
    internal const AnswerGaps Gaps = AnswerGaps.Fingerprint | AnswerGaps.StopSequence | AnswerGaps.LongCacheWrites | AnswerGaps.AudioTokens;

    /// <inheritdoc cref="IClientDialect.Dialect" />
    public Dialect Dialect => Dialect.OpenAIResponses;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        RequestReader.TryRead(body, out request, out fault);

    /// <inheritdoc />
    public void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        WriteAnswer(answer, request, output, losses, ResponseOptions.None);

    /// <summary>As <see cref="WriteAnswer(ChatAnswer, ChatRequest, IBufferWriter{byte}, LossList)"/>, for a gateway that keeps responses.</summary>
    public static void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses, ResponseOptions options) =>
        AnswerWriter.Write(answer, request, output, losses, options);

    /// <inheritdoc />
    public IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses) => OpenStream(request, losses, ResponseOptions.None);

    /// <summary>As <see cref="OpenStream(ChatRequest, LossList)"/>, for a gateway that keeps responses.</summary>
    public static AnswerStreamWriter OpenStream(ChatRequest request, LossList losses, ResponseOptions options) => new AnswerStreamWriter(request, losses, options);

    /// <inheritdoc />
    public void WriteError(ClientError error, IBufferWriter<byte> output) => ErrorWriter.Write(output, error.Type, error.Code, error.Message, error.Param);

    /// <inheritdoc />
    public void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses) =>
        RequestWriter.Write(request, requestModel, output, losses);

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        AnswerReader.TryRead(body, out answer, out error);

    /// <inheritdoc />
    public IAnswerStreamReader OpenStream(ChatRequest request) => new AnswerStreamReader();

    /// <inheritdoc />
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) => ErrorReader.Read(status, body, retryAfter, now);
}
