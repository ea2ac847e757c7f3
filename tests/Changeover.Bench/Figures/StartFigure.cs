using System.Diagnostics;
using System.Runtime.CompilerServices;
using Changeover.Bench.Load;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;

namespace Changeover.Bench.Figures;

/// <summary>From the start of the process to the whole of its first answer from an upstream. A new process each time; its files are in the page cache.</summary>
internal sealed class StartFigure : IFigure
{
    private const string Start = "start to first answer";

    /// <inheritdoc />
    public string Name => "start";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var grid = await Grid.StartAsync(cancellationToken);
        using (var warm = new SequentialLoad(grid.Forwarder, grid.Key))
        {
            warm.Run(100);
        }

        for (var round = 1; round <= plan.Rounds; round++)
        {
            var forwarder = await TimeAsync(Subject.Forwarder, grid.StartForwarder, grid.Key, cancellationToken);
            yield return new Reading(Start, "s", Subject.Forwarder, round, forwarder.TotalSeconds);
            var folder = await GatewayFolder.CreateAsync(grid.Folder, grid.Upstream.Address, cancellationToken);
            var gateway = await TimeAsync(Subject.Gateway, folder.Start, folder.Key, cancellationToken);
            yield return new Reading(Start, "s", Subject.Gateway, round, gateway.TotalSeconds);
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        var start = readings.Median(Start, Subject.Gateway);
        yield return new Conclusion("start of the process to its first answer from an upstream", "≤ 1.5 s", start, "{0:F2} s", start.Value <= 1.5);
    }

    private static async Task<TimeSpan> TimeAsync(string name, Func<int, ChildProcess> begin, string key, CancellationToken cancellationToken)
    {
        var port = ChildProcess.FreePort();
        var start = Stopwatch.GetTimestamp();
        await using var process = begin(port);
        await process.ListensAsync(port, cancellationToken);
        using var load = new SequentialLoad(Subject.On(name, port, process), key);
        load.Run(1);
        return Stopwatch.GetElapsedTime(start);
    }
}
