using Changeover.Commands;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Changeover.Gateway.Telemetry;

/// <summary>Registers metrics and traces.</summary>
internal static class TelemetryRegistration
{
    /// <summary>Metrics are always there for <c>/metrics</c>; OTLP export only where an address is configured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryConfig config)
    {
        services.AddSingleton<IRecordConsumer, RequestMetrics>();
        var exports = config.Otlp is not null || Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };
        var telemetry = services.AddOpenTelemetry()
            // The variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last, and so they win.
            .ConfigureResource(resource => resource.AddService("changeover", serviceVersion: VersionCommand.Version).AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(RequestMetrics.MeterName).AddPrometheusExporter();
                if (exports)
                {
                    metrics.AddOtlpExporter(exporter => Address(exporter, config, "v1/metrics"));
                }
            });
        if (exports)
        {
            services.AddSingleton<IRecordConsumer, RequestTraces>();
            telemetry.WithTracing(traces => traces.AddSource(RequestTraces.SourceName).AddOtlpExporter(exporter => Address(exporter, config, "v1/traces")));
        }

        return services;
    }

    /// <summary>An address that is set in code is taken as it is, so the path of the signal is added here.</summary>
    private static void Address(OtlpExporterOptions exporter, TelemetryConfig config, string path)
    {
        if (config.Otlp is not { } collector)
        {
            return;
        }

        var http = config.OtlpProtocol == OtlpProtocol.HttpProtobuf;
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = http ? new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}") : collector;
    }
}
