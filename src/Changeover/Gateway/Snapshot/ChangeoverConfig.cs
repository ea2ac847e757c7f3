using Changeover.Keys.Limits;

namespace Changeover.Gateway.Snapshot;

/// <summary>The whole configuration as written in <c>changeover.yaml</c>, after environment references are named but before credentials are read. Immutable; what runs is the <see cref="GatewaySnapshot"/> compiled from it.</summary>
public sealed record ChangeoverConfig
{
    /// <summary>Listener and limits of the gateway itself.</summary>
    public ServerConfig Server { get; init; } = new();

    /// <summary>The system of record.</summary>
    public StorageConfig Storage { get; init; } = new();

    /// <summary>Connections to providers, by name.</summary>
    public IReadOnlyDictionary<string, UpstreamConfig> Upstreams { get; init; } = new Dictionary<string, UpstreamConfig>(StringComparer.Ordinal);

    /// <summary>Public model names, by name.</summary>
    public IReadOnlyDictionary<string, RouteConfig> Routes { get; init; } = new Dictionary<string, RouteConfig>(StringComparer.Ordinal);

    /// <summary>Budgets and rate limits, by name.</summary>
    public IReadOnlyDictionary<string, LimitRuleConfig> Limits { get; init; } = new Dictionary<string, LimitRuleConfig>(StringComparer.Ordinal);

    /// <summary>Where records live and for how long.</summary>
    public RecordsConfig Records { get; init; } = new();

    /// <summary>What is kept of the Responses API.</summary>
    public ResponsesConfig Responses { get; init; } = new();

    /// <summary>Own prices and exchange rates.</summary>
    public PricesConfig Prices { get; init; } = new();

    /// <summary>Rules of access.</summary>
    public AccessConfig Access { get; init; } = new();

    /// <summary>Traces and metrics.</summary>
    public TelemetryConfig Telemetry { get; init; } = new();
}
