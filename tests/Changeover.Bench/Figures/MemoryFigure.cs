using System.Runtime.CompilerServices;
using Changeover.Bench.Load;
using Changeover.Bench.Processes;
using Changeover.Bench.Results;
using Changeover.Bench.Roles;

namespace Changeover.Bench.Figures;

/// <summary>Resident memory of fresh processes: idle after a first answer, with many open streams, and with long answers. The embedded model is never loaded.</summary>
internal sealed class MemoryFigure : IFigure
{
    private const string Idle = "resident memory, idle";
    private const string PerStream = "resident memory per open stream";
    private const string PerLength = "peak memory per added MB of answer";
    private const int LongStreams = 20;
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public string Name => "memory";

    /// <inheritdoc />
    public async IAsyncEnumerable<Reading> MeasureAsync(Plan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var round = 1; round <= plan.Rounds; round++)
        {
            await using var grid = await Grid.StartAsync(cancellationToken);
            foreach (var subject in (Subject[])[grid.Forwarder, grid.Gateway])
            {
                using (var first = new SequentialLoad(subject, grid.Key))
                {
                    first.Run(1);
                }

                await Task.Delay(Rest, TimeProvider.System, cancellationToken);
                yield return new Reading(Idle, "MB", subject.Name, round, ProcFs.Resident(subject.ProcessId) / Megabyte);
                yield return new Reading(PerStream, "KB", subject.Name, round, await OpenAsync(subject, plan.OpenStreams, grid.Key, cancellationToken));
                yield return new Reading(PerLength, "KB", subject.Name, round, await LengthenAsync(subject, plan, grid.Key, cancellationToken));
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<Conclusion> Conclude(Readings readings)
    {
        var idle = readings.Median(Idle, Subject.Gateway);
        yield return new Conclusion("memory, idle, embedded model not loaded", "≤ 150 MB", idle, "{0:F0} MB", idle.Value <= 150);
        var open = readings.Median(PerStream, Subject.Gateway);
        yield return new Conclusion("memory, each of 1,000 open streams", "≤ 60 KB", open, "{0:F0} KB", open.Value <= 60);
        var length = readings.Median(PerLength, Subject.Gateway);
        yield return new Conclusion("memory, each MB by which 20 answers grow (2,000 to 20,000 chunks)", "nothing (≤ 50 KB is noise)", length, "{0:F0} KB", length.Value <= 50);
    }

    /// <returns>KB per stream, while all of them are open and silent.</returns>
    private static async Task<double> OpenAsync(Subject subject, int streams, string key, CancellationToken cancellationToken)
    {
        var before = ProcFs.Resident(subject.ProcessId);
        using var load = new StreamLoad(subject, StaticModels.Held, key);
        var held = await load.HoldAsync(streams, cancellationToken);
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        var during = ProcFs.Resident(subject.ProcessId);
        foreach (var response in held)
        {
            response.Dispose();
        }

        return (during - before) / 1024.0 / streams;
    }

    /// <returns>KB of peak memory per MB by which all answers together grew.</returns>
    private static async Task<double> LengthenAsync(Subject subject, Plan plan, string key, CancellationToken cancellationToken)
    {
        var (shorter, shortBytes) = await PeakAsync(subject, StaticModels.Long, plan.Reading, key, cancellationToken);
        var (longer, longBytes) = await PeakAsync(subject, StaticModels.TenTimesLonger, TimeSpan.Zero, key, cancellationToken);
        return (longer - shorter) / 1024.0 / ((longBytes - shortBytes) / Megabyte);
    }

    /// <returns>Peak resident bytes while the streams run, and the bytes that one stream of each holds.</returns>
    private static async Task<(long Peak, double Bytes)> PeakAsync(Subject subject, StaticModel model, TimeSpan duration, string key, CancellationToken cancellationToken)
    {
        using var load = new StreamLoad(subject, model, key);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var run = load.RunAsync(LongStreams, duration, cancellationToken);
        long peak = 0;
        while (!run.IsCompleted)
        {
            peak = Math.Max(peak, ProcFs.Resident(subject.ProcessId));
            await pause.WaitForNextTickAsync(cancellationToken);
        }

        await run;
        return (peak, LongStreams * (double)model.Chunks * StaticUpstream.ContentChunk.Length);
    }
}
