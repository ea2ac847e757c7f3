using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Changeover.Tests.Shared;

/// <summary>A real server of Redis' protocol on a free port of this machine, in memory only. It ends with its test, and never outlives ten minutes, even if this process is killed.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>Connection string of a server that stands in for <c>redis-server</c>; its databases are emptied.</summary>
    public const string Variable = "CHANGEOVER_TEST_REDIS";

    private readonly string[] _command;
    private readonly int _port;
    private Process? _process;

    private RedisServer(string[] command, int port) => (_command, _port) = (command, port);

    /// <summary>Where it is, as StackExchange.Redis takes it.</summary>
    public string Address => _command.Length == 0 ? Environment.GetEnvironmentVariable(Variable)! : $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Starts <c>redis-server</c>, unless <see cref="Variable"/> names another.</summary>
    public static Task<RedisServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            return Task.FromResult(new RedisServer([], 0));
        var port = FreePort();
        return StartAsync(["redis-server", "--bind", "127.0.0.1", "--port", Text(port), "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()], port);
    }

    /// <summary>Starts Garnet, which <c>.config/dotnet-tools.json</c> names.</summary>
    public static async Task<RedisServer> StartGarnetAsync()
    {
        using (var restore = Process.Start(new ProcessStartInfo("dotnet", ["tool", "restore"]) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!)
        {
            var output = restore.StandardOutput.ReadToEndAsync();
            var errors = await restore.StandardError.ReadToEndAsync();
            await restore.WaitForExitAsync();
            if (restore.ExitCode != 0)
                throw new InvalidOperationException($"Garnet could not be had: {errors}{await output}");
        }

        var port = FreePort();
        return await StartAsync(
            ["dotnet", "tool", "run", "garnet-server", "--", "--bind", "127.0.0.1", "--port", Text(port), "--lua", "--lua-transaction-mode", "-q", "--memory", "64m", "--index", "16m"], port);
    }

    /// <summary>Ends it as <c>kill -9</c> does: what it knew is gone.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again on the same port, knowing nothing.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo("timeout", ["-s", "KILL", "10m", .. _command]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (attempt < 300 && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }

    private static async Task<RedisServer> StartAsync(string[] command, int port)
    {
        var server = new RedisServer(command, port);
        await server.StartAgainAsync();
        return server;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
