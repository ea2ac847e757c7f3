using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Gemini;

/// <summary>Gemini <c>generateContent</c> and <c>streamGenerateContent</c>, both sides. The model, and whether the answer streams, stand in the address: see <see cref="GeminiPath"/>.</summary>
public sealed class GeminiDialect : IClientDialect, IProviderDialect
{
    /// <summary>The <see cref="RequestAddress.Variant"/> of a stream that is one JSON array.</summary>
    public const string ArrayVariant = "array";

    /// <summary>What its answers have no place for.</summary>
    internal const AnswerGaps Gaps = AnswerGaps.Fingerprint | AnswerGaps.StopSequence | AnswerGaps.CustomCalls | AnswerGaps.CacheWrites | AnswerGaps.LongCacheWrites;

    /// <inheritdoc cref="IClientDialect.Dialect" />
    public Dialect Dialect => Dialect.Gemini;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        RequestReader.TryRead(body, address, out request, out fault);

    /// <inheritdoc />
    public void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        AnswerWriter.Write(answer, request, output, losses);

    /// <inheritdoc />
    public IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses) =>
        new AnswerStreamWriter(request.Variant == ArrayVariant, request.ShowReasoning == true, losses);

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
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) => ErrorReader.Read(status, body, retryAfter, now);
}
