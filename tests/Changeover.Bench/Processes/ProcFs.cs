using System.Globalization;

namespace Changeover.Bench.Processes;

/// <summary>What Linux says of processes and of the machine.</summary>
internal static class ProcFs
{
    private const double TicksPerSecond = 100; // sysconf(_SC_CLK_TCK) on every Linux that .NET runs on

    /// <summary>Load average of the last minute.</summary>
    public static double LoadAverage => Number(File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    /// <summary>Processor time of all processors since the machine started, idle time left out; what the hypervisor took counts as busy.</summary>
    public static TimeSpan Busy
    {
        get
        {
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(Number).ToArray();
            return TimeSpan.FromSeconds((fields.Sum() - fields[3] - fields[4]) / TicksPerSecond);
        }
    }

    /// <summary>Processor time of a process and of its children.</summary>
    public static TimeSpan ProcessorTime(int process) =>
        Children(process).Aggregate(OwnProcessorTime(process), (sum, child) => sum + ProcessorTime(child));

    /// <summary>Resident memory in bytes.</summary>
    public static long Resident(int process) => 1024 * (long)Number(File.ReadLines($"/proc/{process}/status")
        .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    /// <summary>Model name of the processor.</summary>
    public static string Processor => File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();

    private static TimeSpan OwnProcessorTime(int process)
    {
        // The name in parentheses may hold blanks. Of a child that has ended, its time is among its parent's: fields 16 and 17.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds(fields[11..15].Sum(Number) / TicksPerSecond);
    }

    private static IEnumerable<int> Children(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
