using System.Runtime.CompilerServices;
using Changeover.Bench.Load;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Measure.Statistics;

namespace Changeover.Bench.Figures;

/// <summary>What a proxy adds to the time of a lone request: its quantile minus the upstream's own, in the same round.</summary>
internal sealed class LatencyFigure : IFigure
{
    private const string Half = "sequential request p50";
    private const string Worst = "sequential request p99";

    /// <inheritdoc />
    public string Name => "latency";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var grid = await Grid.StartAsync(cancellationToken);
        Subject[] subjects = [grid.Upstream, .. grid.Proxies];
        foreach (var subject in subjects)
        {
            using var load = new SequentialLoad(subject, grid.Key);
            load.Run(3 * plan.Requests);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var subject in subjects)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var load = new SequentialLoad(subject, grid.Key);
                load.Run(50);
                var microseconds = load.Run(plan.Requests);
                yield return new Reading(Half, "µs", subject.Name, round, Quantile.Of(microseconds, 0.50, QuantileMethod.Linear));
                yield return new Reading(Worst, "µs", subject.Name, round, Quantile.Of(microseconds, 0.99, QuantileMethod.Linear));
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        var half = readings.RatioOfAdded(Half, Subject.Gateway, Subject.Forwarder, Subject.Upstream);
        yield return new Conclusion("sequential added latency p50 against what the bare forwarder adds", "≤ 2.5×", half, "{0:F2}×", half.Value <= 2.5);
        var worst = readings.RatioOfAdded(Worst, Subject.Gateway, Subject.Forwarder, Subject.Upstream);
        yield return new Conclusion("sequential added latency p99 against what the bare forwarder adds", "≤ 3×", worst, "{0:F2}×", worst.Value <= 3);
    }
}
