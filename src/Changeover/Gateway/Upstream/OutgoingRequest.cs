using System.Buffers;
using System.Globalization;
using Changeover.Gateway.Conversations;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.Dialects;
using Changeover.Protocol.Embeddings;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Protocol.Splice;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>The body of one attempt as it is sent: the client's bytes with a few edits, or a translation.</summary>
internal sealed class OutgoingRequest : IDisposable
{
    private OutgoingRequest(Attempt attempt) => Body = new PooledBuffer(attempt.Body.Length + 256);

    /// <summary>What is sent.</summary>
    public PooledBuffer Body { get; }

    /// <summary>What the client meant and how it was changed; null = the client's own bytes are sent.</summary>
    public Translation? Translation { get; private set; }

    /// <summary>A request for vectors that was translated; null = none was.</summary>
    public EmbeddingRequest? Embedding { get; private set; }

    /// <summary>Writes the body; a failure where the target cannot take the request.</summary>
    public static (OutgoingRequest Request, AttemptOutcome? Refusal) Of(Attempt attempt)
    {
        var outgoing = new OutgoingRequest(attempt);
        return (outgoing, outgoing.Write(attempt));
    }

    /// <inheritdoc />
    public void Dispose() => Body.Dispose();

    private AttemptOutcome? Write(Attempt attempt)
    {
        Remember(attempt);
        if (attempt.PassThrough is { } raw)
        {
            WriteRaw(attempt, raw);
            return null;
        }

        if (!attempt.PassesAsIs)
        {
            return Translate(attempt);
        }

        switch (attempt.TargetDialect)
        {
            case Dialect.OpenAIChat:
                if (attempt.Operation == Operation.Chat)
                {
                    attempt.Target.TellDropped(attempt.Body.Span, attempt.Outline, attempt.Losses);
                }

                Splice(attempt, attempt.Target.SpliceFor(attempt.Operation, attempt.Outline.Stream));
                break;
            case Dialect.Gemini:
                // The model stands in the address.
                Body.Write(attempt.Body.Span);
                break;
            default:
                attempt.Target.RenameModel.Write(attempt.Body.Span, Body);
                break;
        }

        return attempt.Losses.Count > 0 ? attempt.RefusedByLosses() : null;
    }

    private void Splice(Attempt attempt, JsonSplice edits)
    {
        if (attempt.ForcedOutput is not { } most)
        {
            edits.Write(attempt.Body.Span, attempt.Outline.Members.Span, Body);
            return;
        }

        // Whoever names the newer field knows it; to all others the older one is known, and quirks rename it where a model refuses it.
        var isNewer = !attempt.Outline.RawValue(attempt.Body.Span, "max_completion_tokens"u8).IsEmpty;
        var bound = most.ToString(CultureInfo.InvariantCulture);
        using var bounded = new PooledBuffer(attempt.Body.Length + 64);
        new JsonSplice(JsonEdit.Set(isNewer ? "max_completion_tokens" : "max_tokens", bound), JsonEdit.Replace(isNewer ? "max_tokens" : "max_completion_tokens", bound))
            .Write(attempt.Body.Span, attempt.Outline.Members.Span, bounded);
        edits.Write(bounded.WrittenSpan, Body);
    }

    private AttemptOutcome? Translate(Attempt attempt)
    {
        if (attempt.Operation == Operation.Embeddings && EmbeddingDialects.Provider(attempt.TargetDialect) is { } vectors)
        {
            return TranslateEmbedding(attempt, vectors);
        }

        if (attempt.Operation != Operation.Chat)
        {
            return AttemptOutcome.Unsupported($"{attempt.Target.Label} has nothing like {attempt.Operation.SemanticName()} in the words of this endpoint.");
        }

        if (!attempt.Client.TryRead(attempt.Body, out var request, out var fault))
        {
            return Wrong(fault);
        }

        var bounded = attempt.Bounded(request);
        var one = attempt.Collect is null ? bounded : bounded with { N = 1 };
        var asked = attempt.Repair is { } repair ? repair.Ask(one) : one;
        var adapted = RequestAdapter.Adapt(Conversation.For(asked, attempt.Conversations, attempt.Owner, attempt.Target.Upstream.Model), attempt.Rules, attempt.Losses);
        var dialect = DialectRegistry.Provider(attempt.TargetDialect);
        WriteNeutral(attempt, dialect, attempt.Client.Memory is { Answer: not null } memory ? memory.Unkept(adapted.Request) : adapted.Request);
        Translation = new Translation(dialect, request, adapted);
        return attempt.RefusedByLosses();
    }

    private AttemptOutcome? TranslateEmbedding(Attempt attempt, IEmbeddingProvider vectors)
    {
        if (!attempt.Client.TryReadEmbedding(attempt.Body, out var request, out var fault))
        {
            return Wrong(fault);
        }

        vectors.WriteRequest(request, attempt.Target.Model.RequestModel, Body, attempt.Losses);
        Embedding = request;
        return attempt.RefusedByLosses();
    }

    private static AttemptOutcome Wrong(RequestFault fault) => AttemptOutcome.Failed(Stage.RequestBody, ErrorClass.BadRequest, AttemptFaults.CannotBeCarried,
        new UpstreamError { Status = 400, Code = fault.Code, Type = "invalid_request_error", Message = fault.Message, Param = fault.Param });

    private void WriteNeutral(Attempt attempt, IProviderDialect dialect, ChatRequest request)
    {
        var model = attempt.Target.Model.RequestModel;
        if (dialect.Dialect != attempt.Provider.Dialect || attempt.Provider.RequestQuirks.Count == 0)
        {
            dialect.WriteRequest(request, model, Body, attempt.Losses);
            return;
        }

        using var plain = new PooledBuffer(4096);
        dialect.WriteRequest(request, model, plain, attempt.Losses);
        if (dialect.Dialect == Dialect.OpenAIChat && RequestOutline.TryRead(plain.WrittenSpan, RequestKind.Chat, out var outline, out _))
        {
            attempt.Target.TellDropped(plain.WrittenSpan, outline, attempt.Losses);
        }

        attempt.Target.QuirksFor(request.Stream).Write(plain.WrittenSpan, Body);
    }

    /// <summary>An answer that may call tools may hold what its provider insists on later. OpenAI's fast path holds nothing of the kind.</summary>
    private static void Remember(Attempt attempt)
    {
        if (attempt.Operation == Operation.Chat && attempt.Outline.HasTools && !(attempt.TargetDialect == Dialect.OpenAIChat && attempt.PassesAsIs)
            && attempt.Client.TryRead(attempt.Body, out var request, out _))
        {
            attempt.Turn = new TurnRecorder(attempt.Conversations, Conversation.ScopeOf(attempt.Owner, request.Messages), attempt.Target.Label, attempt.Provider.Name);
        }
    }

    private void WriteRaw(Attempt attempt, PassThroughRequest raw)
    {
        if (raw.IsJsonObject(attempt.Body.Span))
        {
            attempt.Target.RenameModel.Write(attempt.Body.Span, Body);
        }
        else
        {
            Body.Write(attempt.Body.Span);
        }
    }
}

/// <summary>How a request was translated.</summary>
/// <param name="Dialect">What the upstream is spoken to in.</param>
/// <param name="Asked">As the client asked.</param>
/// <param name="Adapted">As the target gets it.</param>
internal sealed record Translation(IProviderDialect Dialect, ChatRequest Asked, AdaptedRequest Adapted);
