using System.Diagnostics.CodeAnalysis;
using System.Text;
using Changeover.Gateway.Hosting;
using Changeover.Gateway.Recording;
using Changeover.Keys;
using Changeover.Sandbox;
using Changeover.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Changeover.EndToEnd.Dialects;

/// <summary>The real gateway in front of supplies of any kind: route <c>m</c> over all of them in order, and <c>m-1</c>, <c>m-2</c> … over one each, or over as many as a group has.</summary>
public sealed class GatewayOfDialects : IAsyncDisposable
{
    private WebApplication _app;
    private readonly string _folder;

    private GatewayOfDialects(WebApplication app, string folder, IReadOnlyList<SandboxHost> hosts)
    {
        (_app, _folder, Hosts) = (app, folder, hosts);
        Listen();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; }

    /// <summary>A client of it.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>The sandboxes, in the order of the supplies.</summary>
    public IReadOnlyList<SandboxHost> Hosts { get; }

    /// <summary>Starts it. Upstreams <c>p1</c>, <c>p2</c> … are the supplies in order, <c>p1-1</c>, <c>p1-2</c> … as many copies of the first as are asked for, each with a health of its own.</summary>
    public static async Task<GatewayOfDialects> StartAsync(IReadOnlyList<Supply> supplies, string route = "", int group = 1, string more = "", string upstream = "", int copies = 0)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("changeover-e2e-").FullName;
        var hosts = new List<SandboxHost>();
        var (upstreams, targets, single) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var supply in supplies)
        {
            var host = await supply.StartAsync(cancellation);
            hosts.Add(host);
            upstreams.Append(supply.Upstream($"p{hosts.Count}", host, folder)).Append(upstream);
            upstreams.AppendJoin("", Enumerable.Range(1, copies).Select(copy => supply.Upstream($"p{hosts.Count}-{copy}", host, folder)));
            targets.Append($"p{hosts.Count}/{supply.Model}, ");
            if (hosts.Count % group == 0)
            {
                var members = Enumerable.Range(hosts.Count - group + 1, group).Select(number => $"p{number}/{supplies[number - 1].Model}");
                single.Append($"  m-{hosts.Count / group}:\n    targets: [{string.Join(", ", members)}]\n{route}");
            }
        }

        var config = Path.Combine(folder, "changeover.yaml");
        await File.WriteAllTextAsync(config, $"upstreams:\n{upstreams}routes:\n  m:\n    targets: [{targets.ToString().TrimEnd(' ', ',')}]\n{route}{single}{more}", cancellation);
        return new GatewayOfDialects(await ServeAsync(folder, cancellation), folder, hosts);
    }

    /// <summary>Ends the gateway and starts it again over the same data, at another address.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Http.Dispose();
        _app = await ServeAsync(_folder, TestContext.Current.CancellationToken);
        Listen();
    }

    /// <summary>A key in force at once.</summary>
    public string CreateKey(string owner)
    {
        var (_, key) = new KeyStore(_app.Services.GetRequiredService<Database>(), TimeProvider.System).Create(owner, null, null);
        _app.Services.GetRequiredService<KeyDirectory>().Refresh();
        return key;
    }

    /// <summary>A database that takes nothing more of one kind.</summary>
    public void DropTable(string table)
    {
        using var connection = _app.Services.GetRequiredService<Database>().Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"DROP TABLE {table}";
        command.ExecuteNonQuery();
    }

    /// <summary>Every record so far.</summary>
    public IReadOnlyList<RequestRecord> Records() => [.. _app.Services.GetRequiredService<RecordReader>().All(new RecordFilter())];

    private static async Task<WebApplication> ServeAsync(string folder, CancellationToken cancellation)
    {
        var options = new ServeOptions(Path.Combine(folder, "changeover.yaml"), "http://127.0.0.1:0", Path.Combine(folder, "data"));
        var app = await GatewayHost.BuildAsync(options, TimeProvider.System, cancellation);
        await app.StartAsync(cancellation);
        return app;
    }

    [MemberNotNull(nameof(Address), nameof(Http))]
    private void Listen()
    {
        Address = new Uri(_app.Urls.First());
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = Address };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
