using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.ChoiceChunks;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.OpenAIChat;

namespace Changeover.Protocol.DashScope;

/// <summary>DashScope's own API of text and multimodal generation.</summary>
/// <param name="isCumulative">Streams repeat all text so far in each event, as they do when <c>incremental_output</c> is false; for models that take nothing else.</param>
public sealed class DashScopeDialect(bool isCumulative = false) : IProviderDialect
{
    /// <inheritdoc />
    public Dialect Dialect => Dialect.DashScope;

    /// <inheritdoc />
    public void WriteRequest(ChatRequest request, string requestModel, IBufferWriter<byte> output, LossList losses) =>
        RequestWriter.Write(request, requestModel, isCumulative, output, losses);

    /// <inheritdoc />
    public bool TryReadAnswer(ReadOnlyMemory<byte> body, ChatRequest request, [NotNullWhen(true)] out ChatAnswer? answer, [NotNullWhen(false)] out UpstreamError? error) =>
        ChoiceAnswerReader.TryRead(body, [], out answer, out error);

    /// <inheritdoc />
    public IAnswerStreamReader OpenStream(ChatRequest request) => new ChoiceStreamReader(isCumulative, []);

    /// <inheritdoc />
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body, string? retryAfter, DateTimeOffset now) => ErrorReader.Read(status, body, retryAfter, now);
}
