using System.Text.Json.Serialization;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Recording;

/// <summary>What is kept of one try at one target.</summary>
public sealed record AttemptRecord
{
    /// <summary>Upstream's name in the configuration.</summary>
    public required string Upstream { get; init; }

    /// <summary><c>gen_ai.provider.name</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>What we sent as model.</summary>
    public required string RequestModel { get; init; }

    /// <summary>What the answer claims; null = it never said.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>Where it ended.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Who ended it.</summary>
    public required Party Party { get; init; }

    /// <summary>null = success.</summary>
    public ErrorClass? Class { get; init; }

    /// <summary>Our word for the failure; null = success.</summary>
    public string? Fault { get; init; }

    /// <summary>It was started beside a late one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Hedge { get; init; }

    /// <summary>HTTP status of the upstream; null = none arrived.</summary>
    public int? Status { get; init; }

    /// <summary>Provider's own error code; null = none.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Provider's id of the request, from its headers; null = none.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>What the provider reported; null = nothing.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Our guess where the answer broke off or was not counted by the provider: what it is charged by. null = <see cref="Usage"/> is whole, or nothing was used.</summary>
    public TokenUsage? Estimate { get; init; }

    /// <summary>From the request's arrival to the start of this try.</summary>
    [JsonPropertyName("started_after_s")]
    public required TimeSpan StartedAfter { get; init; }

    /// <summary>Length of this try.</summary>
    [JsonPropertyName("duration_s")]
    public required TimeSpan Duration { get; init; }

    /// <summary>From the start of this try to its first content; null = there was none.</summary>
    [JsonPropertyName("time_to_first_content_s")]
    public TimeSpan? TimeToFirstContent { get; init; }

    /// <summary>What it cost; null = nothing was billed.</summary>
    public RecordedCost? Cost { get; init; }
}
