using System.Runtime.InteropServices;
using Changeover.Bench.Processes;

namespace Changeover.Bench.Results;

/// <summary>Where it was measured.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime)
{
    /// <summary>This one.</summary>
    public static Machine Here => new(ProcFs.Processor, Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);
}
