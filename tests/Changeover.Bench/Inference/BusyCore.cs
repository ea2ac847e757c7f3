using Changeover.Bench.Processes;

namespace Changeover.Bench.Inference;

/// <summary>A program that does nothing but want a core.</summary>
internal static class BusyCore
{
    /// <summary>Starts it. It ends when it is disposed, or after five minutes of processor time, should nobody be left to do that.</summary>
    public static ChildProcess Start() => ChildProcess.Start("sh", "-c", "ulimit -t 300; while :; do :; done");
}
