using System.Runtime.CompilerServices;
using Changeover.Bench.Load;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Figures;

/// <summary>50 concurrent streams of 100 chunks: as fast as they go, and at one chunk per 5 ms each, where every chunk travels alone.</summary>
internal sealed class StreamFigure : IFigure
{
    private const string Rate = "streamed chunks";
    private const string Cost = "processor time per streamed chunk";
    private const string PacedRate = "paced chunks";
    private const string PacedCost = "processor time per paced chunk";

    /// <inheritdoc />
    public string Name => "sse";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var grid = await Grid.StartAsync(cancellationToken);
        foreach (var subject in grid.Proxies)
        {
            using var load = new StreamLoad(subject, StaticModels.Stream, grid.Key);
            await load.RunAsync(Plan.Connections, plan.WarmUp, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var subject in grid.Proxies)
            {
                foreach (var reading in await ReadAsync(subject, StaticModels.Stream, Rate, Cost, round, plan, grid.Key, cancellationToken))
                {
                    yield return reading;
                }
            }

            foreach (var subject in grid.Proxies)
            {
                foreach (var reading in await ReadAsync(subject, StaticModels.PacedStream, PacedRate, PacedCost, round, plan, grid.Key, cancellationToken))
                {
                    yield return reading;
                }
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        var share = readings.Ratio(Rate, Subject.Gateway, Subject.Forwarder);
        yield return new Conclusion("SSE, 100 chunks, 50 streams: chunks/s against the bare forwarder", "≥ 70 %", share, "{0:P0}", share.Value >= 0.70);
    }

    private static async Task<Reading[]> ReadAsync(
        Subject subject, StaticModel model, string rate, string cost, int round, Plan plan, string key, CancellationToken cancellationToken)
    {
        using var load = new StreamLoad(subject, model, key);
        var before = ProcFs.ProcessorTime(subject.ProcessId);
        var (chunks, duration) = await load.RunAsync(Plan.Connections, plan.Reading, cancellationToken);
        var spent = ProcFs.ProcessorTime(subject.ProcessId) - before;
        return
        [
            new Reading(rate, "1/s", subject.Name, round, chunks / duration.TotalSeconds),
            new Reading(cost, "µs", subject.Name, round, spent.TotalMicroseconds / chunks),
        ];
    }
}
