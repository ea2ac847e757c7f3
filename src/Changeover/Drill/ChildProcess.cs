using System.Diagnostics;
using System.Text;

namespace Changeover.Drill;

/// <summary>A program that runs beside the drill and ends with it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _hasEnded;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts one and waits for a line that it writes when it is ready.</summary>
    /// <param name="assembly">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beyond this process's own.</param>
    /// <param name="ready">Reads the line; null = it is another one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DrillRefusedException">It ended before that.</exception>
    public static async Task<(ChildProcess Child, T Ready)> StartAsync<T>(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Func<string, T?> ready, CancellationToken cancellation)
        where T : class
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        var isReady = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var complaints = new StringBuilder();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                isReady.TrySetException(new DrillRefusedException($"{Path.GetFileName(assembly)} did not start.\n{complaints}"));
            }
            else if (!isReady.Task.IsCompleted && ready(line.Data) is { } found)
            {
                isReady.TrySetResult(found);
            }
        };
        process.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return (child, await isReady.Task.WaitAsync(cancellation));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
