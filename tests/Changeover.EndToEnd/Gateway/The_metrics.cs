using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Changeover.Tests;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The reference of metrics is what a running gateway measures, under both of its names.</summary>
public sealed class The_metrics
{
    private readonly ConcurrentDictionary<Instrument, SortedSet<string>> _labels = [];

    [Fact]
    public async Task The_reference_page_is_what_a_gateway_measures()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(upstream: "    concurrency: 1\n    breaker: {outliers: {}}\n", route: "    when_full: wait\n", more: The_costs.Own);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Changeover" && instrument.Meter.Scope == gateway.Meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();

        // One of the two stands in line.
        gateway.First.Behaviour = gateway.First.Behaviour with { FirstTokenDelayMs = 200 };
        Array.ForEach(await Task.WhenAll(gateway.ChatAsync(), gateway.ChatAsync()), answer => answer.Dispose());
        gateway.Reconfigure(text => text.Replace("model-*", "another", StringComparison.Ordinal));
        (await gateway.ChatAsync()).Dispose();
        gateway.First.Faults.Set("internal_error");
        (await gateway.ChatAsync()).Dispose();
        listener.RecordObservableInstruments();
        var exposed = await gateway.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);

        GeneratedFile.Matches(Samples.Repository.PathOf("docs", "reference", "metrics.md"), Page(exposed));
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = _labels.GetOrAdd(instrument, _ => new SortedSet<string>(StringComparer.Ordinal));
        lock (labels)
        {
            foreach (var (label, _) in tags)
            {
                labels.Add(label);
            }
        }
    }

    private string Page(string exposed)
    {
        var page = new StringBuilder("""
            # Metrics

            Written by a test from what a running gateway measures; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.

            `GET /metrics` exposes them for Prometheus, with a key once there are keys. `telemetry.otlp` sends them to a collector, together with the traces: one span per request, a child of the client's `traceparent`, and below it one per attempt.
            The resource is `service.name` = `changeover` and `service.version`; OpenTelemetry's own variables, such as `OTEL_SERVICE_NAME`, add to it. Labels are names from the configuration, never text of a client.

            | OpenTelemetry | Prometheus | kind | unit | labels | meaning |
            |---|---|---|---|---|---|

            """);
        foreach (var (instrument, labels) in _labels.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            page.Append($"| `{instrument.Name}` | `{Family(exposed, instrument.Name)}` | {Kind(instrument)} | {instrument.Unit ?? "–"} | {string.Join(", ", labels.Select(label => $"`{label}`"))} | {instrument.Description} |\n");
        }

        return page.ToString();
    }

    private static string Family(string exposed, string name)
    {
        var stem = name.Replace('.', '_');
        return Regex.Match(exposed, $@"^# TYPE (?<family>{stem}\w*) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["family"].Value is { Length: > 0 } family
            ? family
            : throw new InvalidOperationException($"/metrics has nothing that begins with {stem}.");
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Histogram" => "histogram",
        "Counter" => "counter",
        "ObservableGauge" => "gauge",
        var other => other,
    };
}
