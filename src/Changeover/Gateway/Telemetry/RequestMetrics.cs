using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Gateway.Telemetry;

/// <summary>Metrics of finished requests and of the targets' circuits. Labels are names from the configuration, never text of a client.</summary>
internal sealed class RequestMetrics : IRecordConsumer, IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Changeover";

    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160];
    private static readonly double[] OverheadSeconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1];
    private static readonly double[] Tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576];

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstContent;
    private readonly Histogram<double> _overhead;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _queued;
    private readonly Counter<long> _attempts;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _unpriced;

    public RequestMetrics(IMeterFactory meters, GatewayRuntime runtime, TimeProvider time)
    {
        _meter = meters.Create(MeterName);
        _duration = _meter.CreateHistogram("gen_ai.client.operation.duration", "s", "Arrival of a request to the end of its answer.", advice: Buckets(Seconds));
        _firstContent = _meter.CreateHistogram("changeover.time_to_first_content", "s", "Arrival of a request to the first content of its answer.", advice: Buckets(Seconds));
        _overhead = _meter.CreateHistogram("changeover.overhead", "s", "The gateway's own time in a request: not waiting for the upstream or the client.", advice: Buckets(OverheadSeconds));
        _queued = _meter.CreateHistogram("changeover.queue.time", "s", "Time that a request stood in line, for a place at an upstream or for a probe's result; of those that did.", advice: Buckets(Seconds));
        _tokens = _meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens per request, as the provider reported them.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Tokens.Select(bound => (long)bound)] });
        _attempts = _meter.CreateCounter<long>("changeover.attempts", "{attempt}", "Tries at targets, by how they ended.");
        _cost = _meter.CreateCounter<double>("changeover.cost", description: "What requests cost, in units of the currency. Records and budgets are exact; this is a floating-point sum.");
        _unpriced = _meter.CreateCounter<long>("changeover.unpriced", "{request}", "Requests that were answered and whose cost is not known.");
        _meter.CreateObservableGauge("changeover.queue.waiting", () => Waiting(runtime), "{request}", "Requests that wait for a place at an upstream.");
        _meter.CreateObservableGauge("changeover.target.set_aside", () => SetAside(runtime, time), description: "1 = tried last, because it is far from its peers of the route; only of routes where targets are compared.");
        _meter.CreateObservableGauge("changeover.circuit.state", () => Circuits(runtime, time), description: "0 = closed, 1 = half open, 2 = open.");
    }

    /// <inheritdoc />
    public void Consume(RequestRecord record)
    {
        var tags = new TagList
        {
            { GenAiAttributes.OperationName, record.Operation.SemanticName() },
            { ChangeoverAttributes.Route, record.Route ?? "" },
            { GenAiAttributes.ProviderName, record.Attempts is [.., var last] ? last.Provider : "" },
        };
        if (record.Usage?.Input is { } input)
        {
            _tokens.Record(input, [.. tags, new(GenAiAttributes.TokenType, "input")]);
        }

        if (record.Usage?.Output is { } output)
        {
            _tokens.Record(output, [.. tags, new(GenAiAttributes.TokenType, "output")]);
        }

        if (record.Cost is { Amount: { } amount } cost)
        {
            _cost.Add((double)amount, [.. tags, new(ChangeoverAttributes.Currency, cost.Currency)]);
        }

        if (record.Cost?.Unpriced is { } reason)
        {
            _unpriced.Add(1, [.. tags, new(ChangeoverAttributes.Reason, JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()))]);
        }

        if (record.ErrorCode is not null || record.ClientGone)
        {
            tags.Add(GenAiAttributes.ErrorType, record.ErrorCode ?? AttemptFaults.ClientGone);
        }

        _duration.Record(record.Duration.TotalSeconds, tags);
        _overhead.Record(record.Overhead.TotalSeconds, tags);
        if (record.TimeToFirstContent is { } firstContent)
        {
            _firstContent.Record(firstContent.TotalSeconds, tags);
        }

        if (record.Queued is { } queued)
        {
            _queued.Record(queued.TotalSeconds, tags);
        }

        foreach (var attempt in record.Attempts)
        {
            _attempts.Add(
                1,
                new(ChangeoverAttributes.Upstream, attempt.Upstream),
                new(GenAiAttributes.RequestModel, attempt.RequestModel),
                new(GenAiAttributes.ErrorType, attempt.Fault ?? ""));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };

    private static IEnumerable<Measurement<int>> SetAside(GatewayRuntime runtime, TimeProvider time)
    {
        var current = runtime.Current;
        return current.Outliers.SelectMany(watch => current.Targets[watch.Key].Select(target => new Measurement<int>(
            watch.Value.ReasonAt(target, time.GetUtcNow()) is null ? 0 : 1,
            new KeyValuePair<string, object?>(ChangeoverAttributes.Route, watch.Key),
            new KeyValuePair<string, object?>(ChangeoverAttributes.Target, target.Label))));
    }

    private static IEnumerable<Measurement<int>> Waiting(GatewayRuntime runtime) =>
        runtime.Current.Targets.Values
            .SelectMany(targets => targets)
            .Select(target => target.Upstream)
            .Distinct()
            .Where(upstream => upstream.Places is not null)
            .Select(upstream => new Measurement<int>(upstream.Places!.Waiting, new KeyValuePair<string, object?>(ChangeoverAttributes.Upstream, upstream.Model.Name)));

    private static IEnumerable<Measurement<int>> Circuits(GatewayRuntime runtime, TimeProvider time) =>
        runtime.Current.Targets.Values
            .SelectMany(targets => targets)
            .DistinctBy(target => target.Label, StringComparer.Ordinal)
            .Select(target => new Measurement<int>((int)target.Health.StateAt(time.GetUtcNow()), new KeyValuePair<string, object?>(ChangeoverAttributes.Target, target.Label)));
}
