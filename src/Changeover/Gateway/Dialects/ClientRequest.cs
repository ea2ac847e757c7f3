using System.Diagnostics.CodeAnalysis;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Embeddings;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Dialects;

/// <summary>A request in the words of its client. The neutral form is read at most once, and only when some step needs it: a request that stays in its dialect is passed on as bytes.</summary>
internal sealed class ClientRequest(Operation operation, IClientDialect dialect, RequestAddress address)
{
    private ChatRequest? _request;
    private RequestFault? _fault;

    /// <summary>What is asked.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The client's dialect.</summary>
    public IClientDialect Dialect { get; } = dialect;

    /// <summary>What its address said.</summary>
    public RequestAddress Address { get; } = address;

    /// <summary>What is kept of it and of those before it; null = each request stands alone.</summary>
    public IClientMemory? Memory { get; init; }

    /// <summary>The OpenAI endpoints, whose bodies say all.</summary>
    public static ClientRequest OpenAIChat(Operation operation) => new(operation, DialectRegistry.Client(Protocol.Chat.Dialect.OpenAIChat), RequestAddress.None);

    /// <summary>The neutral form of <paramref name="body"/>, which must be the same each time.</summary>
    public bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out ChatRequest? request, [NotNullWhen(false)] out RequestFault? fault)
    {
        if (_request is null && _fault is null)
        {
            if (Operation == Providers.Operation.CountTokens)
            {
                TokenCounts.TryReadRequest(Dialect, body, Address, out _request, out _fault);
            }
            else
            {
                Dialect.TryReadRequest(body, Address, out _request, out _fault);
            }

            if (_request is not null && Memory is { Answer.Finished: null } forgetful)
            {
                // Nothing is kept, and the client is told so.
                _request = forgetful.Unkept(_request);
            }
        }

        (request, fault) = (_request, _fault);
        return request is not null;
    }

    /// <summary>The neutral form of a request for vectors.</summary>
    public bool TryReadEmbedding(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out EmbeddingRequest? request, [NotNullWhen(false)] out RequestFault? fault) =>
        EmbeddingDialects.Client(Dialect.Dialect).TryReadRequest(body, Address, out request, out fault);

    /// <summary>What routing needs to know. OpenAI's bodies are looked over without building anything; the others are read.</summary>
    public bool TryOutline(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out RequestOutline? outline, [NotNullWhen(false)] out RequestFault? fault)
    {
        if (Dialect.Dialect == Protocol.Chat.Dialect.OpenAIChat)
        {
            return RequestOutline.TryRead(body.Span, Operation.RequestKind(), out outline, out fault);
        }

        if (Operation == Providers.Operation.Embeddings)
        {
            outline = TryReadEmbedding(body, out var embedding, out fault) ? new RequestOutline { OriginalModel = embedding.OriginalModel, Members = default } : null;
            return outline is not null;
        }

        outline = TryRead(body, out var request, out fault) ? OutlineOf(request) : null;
        return outline is not null;
    }

    private static RequestOutline OutlineOf(ChatRequest request)
    {
        var parts = request.Messages.SelectMany(message => message.Parts).ToList();
        return new RequestOutline
        {
            OriginalModel = request.OriginalModel,
            Stream = request.Stream,
            IncludeUsage = true,
            HasTools = request.Tools.Count > 0 || request.ProviderTools.Count > 0,
            HasImages = parts.Exists(part => part is ContentPart.Image),
            HasAudio = parts.Exists(part => part is ContentPart.Audio),
            HasFiles = parts.Exists(part => part is ContentPart.File),
            N = request.N,
            MaxOutputTokens = request.MaxOutputTokens,
            Logprobs = request.Logprobs,
            Members = default,
        };
    }
}
