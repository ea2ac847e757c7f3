using Changeover.Bench.Roles;

namespace Changeover.Bench.Processes;

/// <summary>Everything that runs during a measurement: the static upstream, and in front of it nginx, the bare forwarder and the gateway. Ended as one.</summary>
internal sealed class Grid : IAsyncDisposable
{
    private readonly Stack<ChildProcess> _processes = new();

    private Grid(string folder) => Folder = folder;

    /// <summary>Folder of everything that is written.</summary>
    public string Folder { get; }

    /// <summary>The static upstream.</summary>
    public Subject Upstream { get; private set; } = null!;

    /// <summary>The floor; null = nginx is not installed.</summary>
    public Subject? Nginx { get; private set; }

    /// <summary>The peer.</summary>
    public Subject Forwarder { get; private set; } = null!;

    /// <summary>The gateway.</summary>
    public Subject Gateway { get; private set; } = null!;

    /// <summary>The key that the gateway wants; the others are sent it too.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Those in front of the upstream, in the order of their turns.</summary>
    public IEnumerable<Subject> Proxies => Nginx is null ? [Forwarder, Gateway] : [Nginx, Forwarder, Gateway];

    /// <summary>Starts all of it.</summary>
    public static async Task<Grid> StartAsync(CancellationToken cancellationToken)
    {
        var grid = new Grid(Directory.CreateTempSubdirectory("changeover-bench-").FullName);
        try
        {
            await grid.FillAsync(cancellationToken);
            return grid;
        }
        catch
        {
            await grid.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another forwarder, without waiting for it; it belongs to the caller.</summary>
    public ChildProcess StartForwarder(int port) => ChildProcess.Start(Environment.ProcessPath!, BareForwarder.Role, $"{port}", $"{Upstream.Address}");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out var process))
        {
            await process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        Upstream = await AddAsync(Subject.Upstream, port => ChildProcess.Start(Environment.ProcessPath!, StaticUpstream.Role, $"{port}"), cancellationToken);
        Forwarder = await AddAsync(Subject.Forwarder, StartForwarder, cancellationToken);
        if (File.Exists("/usr/sbin/nginx"))
        {
            var port = ChildProcess.FreePort();
            var nginx = await Processes.Nginx.StartAsync(Folder, port, Upstream.Address, cancellationToken);
            Nginx = await AddAsync(Subject.Nginx, port, nginx, cancellationToken);
        }

        var folder = await GatewayFolder.CreateAsync(Folder, Upstream.Address, cancellationToken);
        Key = folder.Key;
        Gateway = await AddAsync(Subject.Gateway, folder.Start, cancellationToken);
    }

    private Task<Subject> AddAsync(string name, Func<int, ChildProcess> start, CancellationToken cancellationToken)
    {
        var port = ChildProcess.FreePort();
        return AddAsync(name, port, start(port), cancellationToken);
    }

    private async Task<Subject> AddAsync(string name, int port, ChildProcess process, CancellationToken cancellationToken)
    {
        _processes.Push(process);
        await process.ListensAsync(port, cancellationToken);
        return Subject.On(name, port, process);
    }
}
