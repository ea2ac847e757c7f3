using System.Diagnostics;
using System.Globalization;

namespace Changeover.Bench.Micro;

/// <summary>How long single decisions take, each timed by itself: BenchmarkDotNet knows means only. The clock's own time is in every figure.</summary>
internal static class AccessLatency
{
    private const int Calls = 1_000_000;

    /// <summary>Writes percentiles.</summary>
    public static void Run(TextWriter output)
    {
        var bench = new AccessBenchmarks();
        bench.Compile();
        Write(output, "50 targets at once", bench.AllTargets);
        Write(output, "50 targets, nothing known", bench.AllTargetsForAnUnknownCaller);
        Write(output, "one target", bench.OneTarget);
    }

    private static void Write(TextWriter output, string name, Func<bool> decide)
    {
        var ticks = new long[Calls];
        for (var i = -Calls / 10; i < Calls; i++)
        {
            var before = Stopwatch.GetTimestamp();
            decide();
            ticks[Math.Max(i, 0)] = Stopwatch.GetTimestamp() - before;
        }

        Array.Sort(ticks);
        string At(double share) => (ticks[(int)(share * (Calls - 1))] * 1e6 / Stopwatch.Frequency).ToString("F2", CultureInfo.InvariantCulture);
        output.WriteLine($"{name}: p50 {At(0.5)} µs, p99 {At(0.99)} µs, p99.9 {At(0.999)} µs over {Calls} decisions");
    }
}
