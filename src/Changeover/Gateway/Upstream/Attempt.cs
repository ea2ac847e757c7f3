using Changeover.Gateway.Conversations;
using Changeover.Gateway.Dialects;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>One try of one request at one target: all that a connection needs to know.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Operation">What is asked.</param>
/// <param name="Client">In whose words.</param>
/// <param name="Body">The client's body, as it came. Valid until the request ends.</param>
/// <param name="Outline">What was read of it.</param>
/// <param name="MaxAnswer">Largest buffered answer in bytes.</param>
/// <param name="Route">What the operator allows.</param>
/// <param name="Conversations">What is remembered of earlier turns.</param>
/// <param name="Owner">Whose conversation it is; null = open loopback.</param>
internal sealed record Attempt(
    TargetState Target,
    Operation Operation,
    ClientRequest Client,
    ReadOnlyMemory<byte> Body,
    RequestOutline Outline,
    long MaxAnswer,
    RouteConfig Route,
    ConversationMemory Conversations,
    string? Owner)
{
    /// <summary>Set when the answer may hold what the conversation will need again.</summary>
    public TurnRecorder? Turn { get; set; }

    /// <summary>Set when the answer is to be kept for the client.</summary>
    public ResponseDraft? Draft { get; init; }

    /// <summary>Set when the target is asked to mend the format of its last answer.</summary>
    public FormatRepair? Repair { get; init; }

    /// <summary>What could not be carried to the target, and back.</summary>
    public LossList Losses { get; init; } = [];

    /// <summary>Set where one of several answers is asked for: receives it instead of the client.</summary>
    public Action<ChatAnswer>? Collect { get; init; }

    /// <summary>Set for an endpoint that is passed through unread.</summary>
    public PassThroughRequest? PassThrough { get; init; }

    /// <summary>Our id of the attempt, which the provider gets: in its logs and bills it may stand beside its own.</summary>
    public required string ClientRequestId { get; init; }

    /// <summary>The bound of each answer that limits put in place of the client's; null = the client's stands.</summary>
    public int? ForcedOutput { get; init; }

    /// <summary>What is known of the target's provider.</summary>
    public Provider Provider => Target.Upstream.Model.Provider;

    /// <summary>The client did not ask for the usage of its stream: it is noted and hidden.</summary>
    public bool HidesUsage => Outline.IncludeUsage is not true;

    /// <summary>The dialect that the target is spoken to in: the client's own where its provider speaks it.</summary>
    public Dialect TargetDialect => Provider.Speaks(Client.Dialect.Dialect) ? Client.Dialect.Dialect : Provider.Dialect;

    /// <summary>What the target takes.</summary>
    public TargetRules Rules => TargetDialect == Provider.Dialect ? Target.Rules : DialectRules.Of(TargetDialect);

    /// <summary>Client and target speak one dialect, and the target takes all that the request asks for: bytes go on as they are.</summary>
    public bool PassesAsIs => TargetDialect == Client.Dialect.Dialect
        && (ForcedOutput is null || TargetDialect == Dialect.OpenAIChat)
        && (Operation != Operation.Embeddings || TargetDialect == Dialect.OpenAIChat)
        && (Operation != Operation.Chat || Outline.Stream || !Rules.AnswersOnlyInStreams)
        && (Operation != Operation.Chat || (TakesFormat && !Outline.HasTools) || (TakesFormat && Rules.Reasoning == ReasoningReplay.Welcome && !HasForeignTurns))
        && !HoldsOurs;

    /// <summary>What we keep a provider is not to keep, and a seal of ours is none that it can open.</summary>
    private bool HoldsOurs => TargetDialect != Dialect.OpenAIChat && (Client.Memory?.Answer is not null || SealCode.IsIn(Body.Span));

    private bool TakesFormat => Outline.ResponseFormat != ResponseFormatKind.JsonSchema || Rules.Of(Feature.JsonSchema) == Support.Native;

    private bool HasForeignTurns => !Conversations.IsEmpty && TargetDialect != Dialect.OpenAIChat
        && Client.TryRead(Body, out var request, out _) && Conversation.HasForeignTurns(request, Conversations, Owner, Provider.Name);

    /// <summary>The request with the bound that limits put on its answer.</summary>
    public ChatRequest Bounded(ChatRequest request) => ForcedOutput is { } most ? request with { MaxOutputTokens = most } : request;

    /// <summary>The refusal that the losses make necessary; null = the request can be sent.</summary>
    public AttemptOutcome? RefusedByLosses()
    {
        var refused = Losses.Rejected ?? (Route.OnLoss == LossRule.Refuse ? Losses.FirstOrDefault() : null);
        return refused is null ? null : AttemptOutcome.Unsupported($"{Target.Label} cannot take '{refused.Path}': {refused.Reason}.");
    }

    /// <summary>The failure behind a finish reason that is no answer; null = it is one.</summary>
    public AttemptOutcome? RefusedFinish(FinishReason? finish, Stage stage) => finish == FinishReason.ContentFilter && Route.FallBackOnContentFilter
        ? AttemptOutcome.Failed(stage, ErrorClass.ContentFilter, AttemptFaults.ContentFiltered)
        : null;
}
