using System.Collections.Concurrent;
using System.Globalization;
using Changeover.Bench.Processes;

namespace Changeover.Bench.Soak;

/// <summary>One gateway of the group, through all its lives at one address.</summary>
internal sealed class SoakNode(int number, string folder, string config, TimeProvider time) : IAsyncDisposable
{
    private readonly int _port = ChildProcess.FreePort();
    private readonly ConcurrentQueue<DateTimeOffset> _kills = new();
    private HttpClient? _http;
    private ChildProcess? _process;

    /// <summary>Its place in the group.</summary>
    public int Number => number;

    /// <summary>Whether a balancer would send it requests.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Where clients connect to.</summary>
    public HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = int.MaxValue })
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/")),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>How often it was started.</summary>
    public int Lives { get; private set; }

    /// <summary>Starts it, and returns once it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = ChildProcess.Start(
            Repository.Gateway, "serve", "--config", config, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"), "--data", Path.Combine(folder, "data"));
        Lives++;
        await _process.ListensAsync(_port, cancellationToken);
        while (!await LooksReadyAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    /// <summary>Asks it, as a balancer does.</summary>
    public async Task<bool> LooksReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync("readyz", cancellationToken);
            return IsReady = response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return IsReady = false;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _kills.Enqueue(time.GetUtcNow());
        await _process!.DisposeAsync();
        IsReady = false;
    }

    /// <summary>SIGTERM, and waits for its end.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await ChildProcess.RunAsync("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        await _process.EndsAsync(cancellationToken);
        IsReady = false;
    }

    /// <summary>Whether it was killed between two instants.</summary>
    public bool WasKilled(DateTimeOffset from, DateTimeOffset to) => _kills.Any(kill => kill >= from - TimeSpan.FromSeconds(1) && kill <= to);

    /// <summary>Memory that it holds, in bytes; null = it is not there.</summary>
    public long? ResidentBytes => IsReady ? ProcFs.Resident(_process!.Id) : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
