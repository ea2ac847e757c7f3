namespace Changeover.Bench.Soak;

/// <summary>Resident memory of the gateway that is never ended.</summary>
internal sealed class SoakMemory(SoakNode node, TimeProvider time)
{
    private readonly List<(TimeSpan At, double MiB)> _samples = [];

    /// <summary>Every five seconds.</summary>
    public IReadOnlyList<(TimeSpan At, double MiB)> Samples => _samples;

    /// <summary>Looks until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            if (node.ResidentBytes is { } bytes)
            {
                _samples.Add((time.GetElapsedTime(started), bytes / 1048576.0));
            }

            await Task.Delay(TimeSpan.FromSeconds(5), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Least-squares slope in MiB an hour over the samples after the first third, in which caches fill and the runtime compiles. null = too few samples.</summary>
    public double? SlopePerHour()
    {
        (double Hours, double MiB)[] samples = [.. _samples.Skip(_samples.Count / 3).Select(sample => (sample.At.TotalHours, sample.MiB))];
        if (samples.Length < 3)
        {
            return null;
        }

        var (hours, memory) = (samples.Average(sample => sample.Hours), samples.Average(sample => sample.MiB));
        return samples.Sum(sample => (sample.Hours - hours) * (sample.MiB - memory)) / samples.Sum(sample => (sample.Hours - hours) * (sample.Hours - hours));
    }
}
