using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Changeover.EndToEnd.Samples;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Storage;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The real executable as a process of its own, in a folder of its own, where it finds no configuration but the one it is given.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpClient? _http;

    private GatewayProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
    }

    /// <summary>What it wrote to its output so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What it wrote to its error output so far.</summary>
    public string Errors => string.Join('\n', _errors).Trim();

    /// <summary>A client of it, once it listens.</summary>
    public HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _listens.Task.Result };

    private static string Assembly => Repository.Built("src/Changeover", "changeover.dll");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<GatewayProcess> StartAsync(string folder, params string[] arguments)
    {
        var gateway = Launch(folder, [Assembly, .. OwnPlace(folder), .. arguments]);
        await gateway._listens.Task.WaitAsync(Cancellation);
        return gateway;
    }

    /// <summary>Starts it as a node on a server's database, and waits until it listens. Nodes that run at one time have a folder each.</summary>
    public static async Task<GatewayProcess> StartNodeAsync(string folder, string server, params string[] arguments)
    {
        var gateway = Launch(folder, [Assembly, .. OwnPlace(folder), .. arguments], server);
        await gateway._listens.Task.WaitAsync(Cancellation);
        return gateway;
    }

    /// <summary>Starts it with a command of <c>dotnet</c>, such as a page shows, in the root of the repository, and waits until it listens.</summary>
    public static async Task<GatewayProcess> StartAsShownAsync(string folder, string arguments)
    {
        var gateway = Launch(Repository.Root, [.. arguments.Split(' '), "--no-build", "--configuration", Repository.Configuration, "--", .. OwnPlace(folder)]);
        await gateway._listens.Task.WaitAsync(Cancellation);
        return gateway;
    }

    /// <summary>Runs it where it is expected to end by itself.</summary>
    /// <exception cref="OperationCanceledException">It did not.</exception>
    public static Task<Command> RunAsync(string folder, params string[] arguments) => RunOnAsync(null, folder, arguments);

    /// <summary>The same, with a server's database.</summary>
    public static async Task<Command> RunOnAsync(string? server, string folder, params string[] arguments)
    {
        await using var gateway = Launch(folder, [Assembly, .. arguments], server);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await gateway._process.WaitForExitAsync(patience.Token);
        return new Command(gateway._process.ExitCode, gateway.Output, gateway.Errors);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancellation);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public Task TerminateAsync() => Command.RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)], Cancellation);

    /// <summary>Id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Memory that it holds, in bytes.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(Cancellation);
        return _process.ExitCode;
    }

    /// <summary>What a gateway left in its folder.</summary>
    public static async Task<IReadOnlyList<RequestRecord>> RecordsAsync(string folder) =>
        [.. new RecordReader(await Database.OpenExistingAsync(Path.Combine(folder, "data"), Cancellation)).All(new RecordFilter())];

    /// <summary>What gateways left on a server's database.</summary>
    public static async Task<IReadOnlyList<RequestRecord>> RecordsOnAsync(string server)
    {
        using var database = await Database.OpenExistingAsync(new DatabasePlace("/nowhere", new Secret(server)), Cancellation);
        return [.. new RecordReader(database).All(new RecordFilter())];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static string[] OwnPlace(string folder) => ["--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder, "data")];

    private static GatewayProcess Launch(string folder, string[] arguments, string? server = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("CHANGEOVER", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(variable);
        }

        if (server is not null)
        {
            start.Environment[DatabasePlace.Variable] = server;
        }

        start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, "home");
        var gateway = new GatewayProcess(Process.Start(start)!);
        gateway._process.BeginOutputReadLine();
        gateway._process.BeginErrorReadLine();
        return gateway;
    }

    private void Note(string? line)
    {
        const string Sign = "Changeover listens on ";
        if (line is null)
        {
            _listens.TrySetException(new InvalidOperationException($"The gateway ended before it listened: {Errors}"));
            return;
        }

        _output.Enqueue(line);
        if (line.StartsWith(Sign, StringComparison.Ordinal))
        {
            _listens.TrySetResult(new Uri(line[Sign.Length..]));
        }
    }
}
