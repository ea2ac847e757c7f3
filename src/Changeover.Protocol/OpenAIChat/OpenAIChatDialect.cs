using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIChat;

/// <summary>OpenAI Chat Completions, both sides.</summary>
public sealed class OpenAIChatDialect : IClientDialect, IProviderDialect
{
    /// <summary>What its answers have no place for. A custom call has one, but not in a stream.</summary>
    internal const AnswerGaps Gaps = AnswerGaps.StopSequence | AnswerGaps.LongCacheWrites;

    /// <inheritdoc cref="IClientDialect.Dialect" />
    public Dialect Dialect => Dialect.OpenAIChat;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        RequestReader.TryRead(body, out request, out fault);

    /// <inheritdoc />
    public void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses) => AnswerWriter.Write(answer, output, losses);

    /// <inheritdoc />
    public IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses) => new AnswerStreamWriter(request.IncludeUsage, losses);

    /// <inheritdoc />
    public void WriteError(ClientError error, IBufferWriter<byte> output) => ErrorWriter.Write(output, error.Type, error.Code, error.Message, error.Param);

    /// <inheritdoc />
    public void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses) =>
        RequestWriter.Write(request.Stream ? request with { IncludeUsage = true } : request, requestModel, output);

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        AnswerReader.TryRead(body, out answer, out error);

    /// <inheritdoc />
    public IAnswerStreamReader OpenStream(ChatRequest request) => new AnswerStreamReader();

    /// <inheritdoc />
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) => ErrorReader.Read(status, body, retryAfter, now);
}
