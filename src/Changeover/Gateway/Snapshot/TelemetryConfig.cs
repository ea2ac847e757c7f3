namespace Changeover.Gateway.Snapshot;

/// <summary>Traces and metrics. Read at start only.</summary>
public sealed record TelemetryConfig
{
    /// <summary>OTLP collector. Default null: no export (also <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>). <c>/metrics</c> is always there.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>How that collector is spoken to. Default gRPC. Without <see cref="Otlp"/> the variable <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> says it.</summary>
    public OtlpProtocol OtlpProtocol { get; init; }
}
