using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Changeover.Bench.Processes;

/// <summary>A process that the bench started and, whatever happens, ends again. Its output is shown only when it fails.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a program.</summary>
    public static ChildProcess Start(string file, params IEnumerable<string> arguments) =>
        new(Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() })!);

    /// <summary>Runs a program to its end and gives what it wrote to standard output.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var child = Start(file, arguments);
        await child._process.WaitForExitAsync(cancellationToken);
        return child._process.ExitCode == 0
            ? await child._output
            : throw new BenchException($"{Path.GetFileName(file)} ended with {child._process.ExitCode}: {await child._output}{await child._errors}");
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until it accepts connections.</summary>
    /// <exception cref="BenchException">It ended instead.</exception>
    public async Task ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await pause.WaitForNextTickAsync(cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new BenchException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {await _output}{await _errors}");
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Waits for its own end.</summary>
    public Task EndsAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
