using Changeover.Gateway.Recording;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Recall;

/// <summary>A whole answer as its client got it, and what a record says of it.</summary>
internal sealed record KeptAnswer : IAnswerNotes
{
    /// <summary>Every byte, the end of a stream included.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public required string ContentType { get; init; }

    /// <summary>Id of the request that it answered.</summary>
    public required string RequestId { get; init; }

    /// <summary><c>upstream/model</c> that made it.</summary>
    public required string Target { get; init; }

    /// <summary>When it was whole.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the provider had counted; null = nothing.</summary>
    public TokenUsage? Counted { get; init; }

    /// <summary>In which the provider billed it; null = it has no price.</summary>
    public string? Currency { get; init; }

    /// <summary>What could not be carried; null = nothing was lost.</summary>
    public LossList? Losses { get; init; }

    /// <inheritdoc />
    public string? Id { get; init; }

    /// <inheritdoc />
    public string? ResponseModel { get; init; }

    /// <inheritdoc />
    public FinishReason? Finish { get; init; }

    /// <summary>Nobody counted anything when it was given again.</summary>
    TokenUsage? IAnswerNotes.Usage => null;

    /// <inheritdoc />
    long IAnswerNotes.Pieces => 0;
}
