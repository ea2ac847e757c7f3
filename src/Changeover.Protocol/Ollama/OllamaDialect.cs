using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.Ollama;

/// <summary>Ollama's <c>/api/chat</c> and <c>/api/generate</c> for clients. The vectors of <c>/api/embed</c> are <see cref="Embeddings.OllamaEmbeddings"/>, its lists <see cref="OllamaPages"/>.</summary>
public sealed class OllamaDialect : IClientDialect
{
    /// <summary>The <see cref="RequestAddress.Variant"/> of <c>/api/generate</c>.</summary>
    public const string GenerateVariant = "generate";

    /// <summary>What its answers have no place for.</summary>
    internal const AnswerGaps Gaps = AnswerGaps.Fingerprint | AnswerGaps.StopSequence | AnswerGaps.CustomCalls | AnswerGaps.CachedTokens
        | AnswerGaps.CacheWrites | AnswerGaps.LongCacheWrites | AnswerGaps.ReasoningTokens | AnswerGaps.AudioTokens;

    /// <inheritdoc />
    public Dialect Dialect => Dialect.Ollama;

    /// <summary>Whether the client only wants its model loaded: nothing is to be said, and <see cref="OllamaPages.WriteLoaded"/> is the answer.</summary>
    public static bool OnlyLoads(ChatRequest request) => request.Messages.Count == 0;

    /// <inheritdoc />
    public bool TryReadRequest(ReadOnlyMemory<byte> body, RequestAddress address, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        (request = RequestBody.Read(body, fields => RequestReader.Read(fields, address.Variant), out fault)) is not null;

    /// <inheritdoc />
    public void WriteAnswer(ChatAnswer answer, ChatRequest request, IBufferWriter<byte> output, LossList losses) =>
        AnswerWriter.Write(answer, request, output, losses);

    /// <inheritdoc />
    public IAnswerStreamWriter OpenStream(ChatRequest request, LossList losses) => new AnswerStreamWriter(request, losses);

    /// <inheritdoc />
    public void WriteError(ClientError error, IBufferWriter<byte> output) => ErrorWriter.Write(error, output);
}
