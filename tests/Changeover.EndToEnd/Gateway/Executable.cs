using System.Diagnostics;
using Changeover.EndToEnd.Samples;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The executable in a process of its own.</summary>
internal static class Executable
{
    /// <summary>Starts it; the caller reads what it says.</summary>
    public static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "changeover.dll"), .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Sends a signal by its name.</summary>
    public static async Task SignalAsync(Process process, string signal) =>
        Assert.Equal(0, (await Command.RunAsync("sh", ["-c", $"kill -{signal} {process.Id}"], TestContext.Current.CancellationToken)).ExitCode);
}
