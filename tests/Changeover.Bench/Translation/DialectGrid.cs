using System.Text;
using Changeover.Bench.Processes;

namespace Changeover.Bench.Translation;

/// <summary>The gateway in front of a provider of every dialect. Ended as one.</summary>
internal sealed class DialectGrid : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("changeover-bench-").FullName;
    private readonly Stack<ChildProcess> _processes = new();

    private DialectGrid()
    {
    }

    /// <summary>Where the gateway listens.</summary>
    public Uri Gateway { get; private set; } = null!;

    /// <summary>Its process.</summary>
    public int ProcessId { get; private set; }

    /// <summary>The key that it wants.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Route of a provider's streams.</summary>
    public static string RouteOf(ProviderWords provider, bool paced) => $"{provider.Name}-{(paced ? "paced" : "fast")}";

    /// <summary>Starts all of it.</summary>
    public static async Task<DialectGrid> StartAsync(CancellationToken cancellationToken)
    {
        var grid = new DialectGrid();
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

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (_processes.TryPop(out var process))
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var (upstream, gateway) = (ChildProcess.FreePort(), ChildProcess.FreePort());
        await AddAsync(ChildProcess.Start(Environment.ProcessPath!, DialectUpstream.Role, $"{upstream}"), upstream, cancellationToken);
        var (config, data) = (Path.Combine(_folder, "changeover.yaml"), Path.Combine(_folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "credential"), "sk-bench", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "credential-hunyuan"), "AKIDbench:secret", cancellationToken);
        await File.WriteAllTextAsync(config, Config(upstream), cancellationToken);
        Key = (await ChildProcess.RunAsync(Repository.Gateway, ["keys", "create", "--owner", "bench", "--data", data], cancellationToken)).Trim();
        var process = ChildProcess.Start(Repository.Gateway, "serve", "--config", config, "--urls", $"http://127.0.0.1:{gateway}", "--data", data);
        await AddAsync(process, gateway, cancellationToken);
        (Gateway, ProcessId) = (new Uri($"http://127.0.0.1:{gateway}/"), process.Id);
    }

    private Task AddAsync(ChildProcess process, int port, CancellationToken cancellationToken)
    {
        _processes.Push(process);
        return process.ListensAsync(port, cancellationToken);
    }

    private string Config(int port)
    {
        var (upstreams, routes) = (new StringBuilder("upstreams:\n"), new StringBuilder("routes:\n"));
        foreach (var provider in ProviderWords.All.Where(provider => provider.Kind is not null))
        {
            var credential = provider.Name == "hunyuan" ? "credential-hunyuan" : "credential";
            upstreams.Append($"  {provider.Name}:\n    provider: {provider.Kind}\n    base_url: http://127.0.0.1:{port}/{provider.Path}\n    credential: file:{_folder}/{credential}\n    http11: true\n");
            routes.Append($"  {RouteOf(provider, false)}:\n    targets: [{provider.Name}/fast-100]\n  {RouteOf(provider, true)}:\n    targets: [{provider.Name}/paced-100]\n");
        }

        return upstreams.Append(routes).ToString();
    }
}
