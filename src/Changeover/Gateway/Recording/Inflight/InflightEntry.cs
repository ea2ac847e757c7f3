using System.Text.Json.Serialization;
using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Recording.Inflight;

/// <summary>What is known of a request while it is under way: enough for a record, should the process be killed.</summary>
internal sealed record InflightEntry
{
    /// <summary>Id of the request.</summary>
    public required string Id { get; init; }

    /// <summary>Arrival, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What was asked.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The client's dialect.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The client asked for a stream.</summary>
    public required bool Streaming { get; init; }

    /// <summary>Id of the key; null = open loopback.</summary>
    public string? KeyId { get; init; }

    /// <summary>Owner of the key; null = open loopback.</summary>
    public string? Owner { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>Hash of the snapshot that decided.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>The attempts that have ended.</summary>
    public required IReadOnlyList<AttemptRecord> Ended { get; init; }

    /// <summary>The attempts under way, each with the worst that it can cost.</summary>
    public required IReadOnlyList<AttemptRecord> Running { get; init; }

    /// <summary>Of all attempts together; null = nothing can have been billed.</summary>
    public RecordedCost? Cost { get; init; }

    /// <summary>The record of a request whose end nobody saw.</summary>
    public RequestRecord ToRecord() => new()
    {
        Id = Id,
        StartedAt = StartedAt,
        Operation = Operation,
        Dialect = Dialect,
        Streaming = Streaming,
        KeyId = KeyId,
        Owner = Owner,
        Route = Route,
        OriginalModel = Route,
        Status = StatusCodes.Status500InternalServerError,
        ErrorCode = ErrorCodes.GatewayKilled.Code,
        Attempts = [.. Ended, .. Running],
        Cost = Cost,
        Duration = TimeSpan.Zero,
        ConfigHash = ConfigHash,
    };
}

/// <summary>The form of an entry in its slot.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SecondsConverter), typeof(SnakeCaseEnum<Operation>), typeof(SnakeCaseEnum<Dialect>), typeof(SnakeCaseEnum<Stage>), typeof(SnakeCaseEnum<Party>), typeof(SnakeCaseEnum<ErrorClass>)])]
[JsonSerializable(typeof(InflightEntry))]
internal sealed partial class InflightJson : JsonSerializerContext;
