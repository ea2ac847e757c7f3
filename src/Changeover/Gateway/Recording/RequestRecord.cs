using System.Text.Json.Serialization;
using Changeover.Gateway.Recording.Correcting;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Recording;

/// <summary>Everything worth keeping of one finished request. One per request, durable before the answer's end reaches the client.</summary>
public sealed record RequestRecord
{
    /// <summary><c>req_</c> and 26 characters that sort by time; sent to the client as <c>x-request-id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Arrival, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What was asked.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The client's dialect.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>Id of the key; null = open loopback.</summary>
    public string? KeyId { get; init; }

    /// <summary>Owner of the key; null = open loopback.</summary>
    public string? Owner { get; init; }

    /// <summary>Where the caller was, as the key, a trusted header or the configuration said: ISO 3166-1 alpha-2; null = unknown.</summary>
    public string? Country { get; init; }

    /// <summary>The route that matched; null = none did.</summary>
    public string? Route { get; init; }

    /// <summary>What the client asked for, cut at 256 characters; null = it could not be read.</summary>
    public string? OriginalModel { get; init; }

    /// <summary>What the answer claims; null = no answer.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>Provider's id of the answer; null = none.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The client asked for a stream.</summary>
    public required bool Streaming { get; init; }

    /// <summary>HTTP status that the client got; 499 when it had gone before one was sent.</summary>
    public required int Status { get; init; }

    /// <summary>Our error code; null = none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The client went away before the end.</summary>
    public bool ClientGone { get; init; }

    /// <summary>Every try, in the order in which they ended: the last one answered.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>Of the answering attempt; null = not reported.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Of all attempts together; null = nothing was billed.</summary>
    public RecordedCost? Cost { get; init; }

    /// <summary>The answer had been given before, and no target was asked; null = one was.</summary>
    public RecallRecord? Recalled { get; init; }

    /// <summary>What a bill said instead of an estimate, which the costs here hold already; null = nothing.</summary>
    public IReadOnlyList<CostCorrection>? Corrections { get; init; }

    /// <summary>Of the first choice; null = none.</summary>
    public FinishReason? FinishReason { get; init; }

    /// <summary>What the target's dialect, or the client's, could not carry; null = nothing was lost.</summary>
    public IReadOnlyList<TranslationLoss>? Losses { get; init; }

    /// <summary>What rules of access decided; null = none spoke.</summary>
    public AccessRecord? Access { get; init; }

    /// <summary>Targets that were tried last, if at all, because they are far from their peers: <c>upstream/model: fails</c> or <c>slow</c>. null = none was.</summary>
    public IReadOnlyList<string>? SetAside { get; init; }

    /// <summary>Part of it spent in line for a place at an upstream, or for a probe's result; null = none.</summary>
    [JsonPropertyName("queued_s")]
    public TimeSpan? Queued { get; init; }

    /// <summary>Arrival to first content sent; null = none was.</summary>
    [JsonPropertyName("time_to_first_content_s")]
    public TimeSpan? TimeToFirstContent { get; init; }

    /// <summary>Arrival to the record.</summary>
    [JsonPropertyName("duration_s")]
    public required TimeSpan Duration { get; init; }

    /// <summary>Part of <see cref="Duration"/> that was ours: not waiting for an upstream or for the client.</summary>
    [JsonPropertyName("overhead_s")]
    public TimeSpan Overhead { get; init; }

    /// <summary>Hash of the snapshot that decided.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>Redacted; null unless the route keeps bodies.</summary>
    public string? RequestBody { get; init; }

    /// <summary>Redacted; null unless the route keeps bodies.</summary>
    public string? AnswerBody { get; init; }
}
