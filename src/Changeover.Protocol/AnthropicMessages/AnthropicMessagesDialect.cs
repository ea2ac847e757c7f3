using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.AnthropicMessages;

/// <summary>Anthropic Messages, for clients and for providers.</summary>
public sealed class AnthropicMessagesDialect : IClientDialect, IProviderDialect
{
    /// <summary>What its answers have no place for.</summary>
    internal const AnswerGaps Gaps = AnswerGaps.Fingerprint | AnswerGaps.Logprobs | AnswerGaps.CustomCalls | AnswerGaps.AudioTokens;

    /// <inheritdoc cref="IClientDialect.Dialect" />
    public Dialect Dialect => Dialect.AnthropicMessages;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        RequestReader.TryRead(body, out request, out fault);

    /// <inheritdoc />
    public void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        AnswerWriter.Write(answer, request, output, losses);

    /// <inheritdoc />
    public IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses) => new AnswerStreamWriter(request, losses);

    /// <inheritdoc />
    public void WriteError(ClientError error, IBufferWriter<byte> output) => ErrorWriter.Write(error, output);

    /// <inheritdoc />
    public void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses) =>
        RequestWriter.Write(request, requestModel, output, losses);

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        AnswerReader.TryRead(body, out answer, out error);

    /// <inheritdoc />
    public IAnswerStreamReader OpenStream(ChatRequest request) => new AnswerStreamReader();

    /// <inheritdoc />
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) =>
        OpenAIChat.ErrorReader.Read(status, body, retryAfter, now);
}
