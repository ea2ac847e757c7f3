using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Changeover.Gateway.Telemetry;

/// <summary>Registers metrics and traces.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Metrics are always there for <c>/metrics</c>; OTLP export only where an address is configured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryConfig config)
    {
        services.AddSingleton<IRecordConsumer, RequestMetrics>();
        var otlp = config.Otlp ?? (Uri.TryCreate(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var address) ? address : null);
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(RequestMetrics.MeterName).AddPrometheusExporter();
            if (otlp is not null)
            {
                metrics.AddOtlpExporter(exporter => exporter.Endpoint = otlp);
            }
        });
        if (otlp is not null)
        {
            services.AddSingleton<IRecordConsumer, RequestTraces>();
            telemetry.WithTracing(traces => traces.AddSource(RequestTraces.SourceName).AddOtlpExporter(exporter => exporter.Endpoint = otlp));
        }

        return services;
    }
}
