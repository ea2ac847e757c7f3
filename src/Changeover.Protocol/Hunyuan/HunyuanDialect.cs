using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.ChoiceChunks;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.Hunyuan;

/// <summary>Tencent Hunyuan's own API: <c>ChatCompletions</c> of version 2023-09-01. Answers are read with their request, since they keep the stop string.</summary>
public sealed class HunyuanDialect : IProviderDialect
{
    /// <inheritdoc />
    public Dialect Dialect => Dialect.Hunyuan;

    /// <inheritdoc />
    public void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses) =>
        RequestWriter.Write(request, requestModel, output, losses);

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        ChoiceAnswerReader.TryRead(body, request.Sampling.Stop, out answer, out error);

    /// <inheritdoc />
    public IAnswerStreamReader OpenStream(ChatRequest request) => new ChoiceStreamReader(isCumulative: false, request.Sampling.Stop);

    /// <inheritdoc />
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) => ErrorReader.Read(status, body, retryAfter, now);
}
