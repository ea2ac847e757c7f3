using System.Runtime.CompilerServices;
using Changeover.Bench.Load;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;

namespace Changeover.Bench.Figures;

/// <summary>Buffered chat requests of 1 KB over 50 connections, as many as go through.</summary>
internal sealed class BufferedFigure : IFigure
{
    private const string Rate = "buffered requests";
    private const string Cost = "processor time per buffered request";

    /// <inheritdoc />
    public string Name => "buffered";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var grid = await Grid.StartAsync(cancellationToken);
        var load = new Wrk(grid.Folder, grid.Key);
        foreach (var subject in grid.Proxies)
        {
            await load.RunAsync(subject, plan.WarmUp, cancellationToken);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var subject in grid.Proxies)
            {
                var before = ProcFs.ProcessorTime(subject.ProcessId);
                var (requests, duration) = await load.RunAsync(subject, plan.Reading, cancellationToken);
                var spent = ProcFs.ProcessorTime(subject.ProcessId) - before;
                yield return new Reading(Rate, "1/s", subject.Name, round, requests / duration.TotalSeconds);
                yield return new Reading(Cost, "µs", subject.Name, round, spent.TotalMicroseconds / requests);
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        var share = readings.Ratio(Rate, Subject.Gateway, Subject.Forwarder);
        yield return new Conclusion("buffered chat, 1 KB, 50 connections: requests/s against the bare forwarder", "≥ 60 %", share, "{0:P0}", share.Value >= 0.60);
    }
}
