using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text;
using Changeover.Access.Observations;
using Changeover.Gateway.Hosting;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Keys;
using Changeover.Keys.Limits;
using Changeover.Sandbox;
using Changeover.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Changeover.EndToEnd.Gateway;

/// <summary>The real gateway on a real socket of this machine, with its own folder, in front of as many sandboxes as the test asks for.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    /// <summary>The credential of every upstream: must never be seen by a client.</summary>
    public const string UpstreamCredential = "sk-upstream-0123456789abcdef0123456789abcdef";

    private readonly WebApplication _app;
    private readonly string _folder;

    private GatewayUnderTest(WebApplication app, string folder, IReadOnlyList<SandboxHost> providers)
    {
        _app = app;
        _folder = folder;
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
        Providers = providers;
        Address = new Uri(app.Urls.First());

        // An answer that is dropped hangs up, as a program does that ends.
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = Address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client of it.</summary>
    public HttpClient Http { get; }

    /// <summary>The sandboxes, in the order of the route's targets.</summary>
    public IReadOnlyList<SandboxHost> Providers { get; }

    /// <summary>The first provider's switchboard.</summary>
    public SandboxState First => Providers[0].State;

    /// <summary>The second provider's switchboard.</summary>
    public SandboxState Second => Providers[1].State;

    /// <summary>All that it logged.</summary>
    internal LogOfTest Log { get; } = new();

    /// <summary>File of the configuration.</summary>
    public string ConfigFile => Path.Combine(_folder, "changeover.yaml");

    /// <summary>Folder of the database.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Starts it: route <c>gpt-4o</c> over the sandboxes' models <c>model-1</c>, <c>model-2</c> …</summary>
    /// <param name="providers">How many sandboxes.</param>
    /// <param name="route">Further lines of the route, indented by four.</param>
    /// <param name="upstream">Further lines of every upstream, indented by four.</param>
    /// <param name="more">Further lines at the end of the file.</param>
    /// <param name="upstreams">Further upstreams, indented by two.</param>
    /// <param name="time">The gateway's clock; null = the system's.</param>
    public static async Task<GatewayUnderTest> StartAsync(int providers = 2, string route = "", string upstream = "", string more = "", string upstreams = "", TimeProvider? time = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("changeover-e2e-").FullName;
        var hosts = new List<SandboxHost>();
        for (var i = 0; i < providers; i++)
        {
            hosts.Add(await SandboxHost.StartAsync(null, cancellation));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "credential"), UpstreamCredential, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "changeover.yaml"), Config(folder, hosts, route, upstream, more, upstreams), cancellation);
        var app = await GatewayHost.BuildAsync(
            new ServeOptions(Path.Combine(folder, "changeover.yaml"), "http://127.0.0.1:0", Path.Combine(folder, "data")), time ?? TimeProvider.System, cancellation);
        await app.StartAsync(cancellation);
        return new GatewayUnderTest(app, folder, hosts);
    }

    /// <summary>Sends a chat request.</summary>
    public Task<HttpResponseMessage> ChatAsync(bool stream = false, string text = "Hello there, friend", string model = "gpt-4o") => Http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model, stream, messages = new[] { new { role = "user", content = text } } }),
        },
        HttpCompletionOption.ResponseHeadersRead,
        TestContext.Current.CancellationToken);

    /// <summary>Requests that wait for a place at the first provider.</summary>
    public int Waiting => _app.Services.GetRequiredService<GatewayRuntime>().Current.Targets["gpt-4o"][0].Upstream.Places!.Waiting;

    /// <summary>Who made its meters: other gateways of this process have their own.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    /// <summary>Sends any body to any path.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends any text as JSON to any path.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string body) => PostAsync(path, Encoding.UTF8.GetBytes(body));

    /// <summary>Makes a key, which is in force when this returns.</summary>
    public string CreateKey(string owner = "team", string[]? routes = null, TimeSpan? lasts = null, string[]? limits = null, CallerAttributes? attributes = null)
    {
        var store = new KeyStore(_app.Services.GetRequiredService<Database>(), TimeProvider.System);
        var (_, key) = store.Create(owner, routes, lasts is { } time ? TimeProvider.System.GetUtcNow() + time : null, limits?.Select(limit => Limit.Parse(limit)!).ToList(), attributes);
        _app.Services.GetRequiredService<KeyDirectory>().Refresh();
        return key;
    }

    /// <summary>Revokes the keys of an owner, from now on.</summary>
    public void RevokeKeys(string owner)
    {
        var store = new KeyStore(_app.Services.GetRequiredService<Database>(), TimeProvider.System);
        foreach (var key in store.List().Where(key => key.Owner == owner))
        {
            store.Revoke(key.Id);
        }

        _app.Services.GetRequiredService<KeyDirectory>().Refresh();
    }

    /// <summary>Whether the first target of a route is being left alone.</summary>
    public bool IsResting(string route) =>
        _app.Services.GetRequiredService<GatewayRuntime>().Current.Targets[route][0].Health.OpenUntil > TimeProvider.System.GetUtcNow();

    /// <summary>What the first budget of the caller without a key stands at, in nano-units.</summary>
    public async Task<long> SpentAsync()
    {
        var budget = _app.Services.GetRequiredService<GatewayRuntime>().Current.Snapshot.Limits.For(Caller.Open, "gpt-4o").First(counter => counter.Limit.Unit == LimitUnit.Money);
        return (await _app.Services.GetRequiredService<ILimitStore>().StateAsync(budget, TestContext.Current.CancellationToken)).Value;
    }

    /// <summary>Every byte that it left on disk.</summary>
    public byte[] OnDisk() => [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).SelectMany(Bytes)];

    /// <summary>Every record so far, in the order in which they were written.</summary>
    public IReadOnlyList<RequestRecord> Records() => [.. _app.Services.GetRequiredService<RecordReader>().All(new RecordFilter())];

    /// <summary>The only record so far.</summary>
    public RequestRecord Record() => Assert.Single(Records());

    /// <summary>The records, once there are this many: a client that has gone does not wait for its own.</summary>
    public async Task<IReadOnlyList<RequestRecord>> RecordsAsync(int count)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(Records().Count >= count));
        return Records();
    }

    /// <summary>Region blocks that were noted.</summary>
    internal IReadOnlyList<Observation> Blocks() => _app.Services.GetRequiredService<ObservationStore>().List();

    /// <summary>Replaces the configuration and reloads it.</summary>
    public ReloadStatus Reconfigure(Func<string, string> change)
    {
        // Replaced as a whole: the gateway watches the file by itself, too.
        var written = ConfigFile + ".new";
        File.WriteAllText(written, change(File.ReadAllText(ConfigFile)));
        File.Move(written, ConfigFile, overwrite: true);
        return _app.Services.GetRequiredService<SnapshotSource>().Reload();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        foreach (var provider in Providers)
        {
            await provider.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // The files are open and some are locked for .NET's programs: what any other program would see is read.
    private static byte[] Bytes(string file)
    {
        using var cat = Process.Start(new ProcessStartInfo("cat", [file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var copy = new MemoryStream();
        cat.StandardOutput.BaseStream.CopyTo(copy);
        cat.WaitForExit();
        return copy.ToArray();
    }

    private static string Config(string folder, List<SandboxHost> hosts, string route, string upstream, string more, string upstreams)
    {
        var text = new StringBuilder("upstreams:\n");
        for (var i = 1; i <= hosts.Count; i++)
        {
            text.Append($"  provider-{i}:\n    provider: openai-compatible\n    base_url: {hosts[i - 1].ProviderUrl}v1\n    credential: file:{folder}/credential\n{upstream}");
        }

        text.Append(upstreams).Append("routes:\n  gpt-4o:\n    targets:\n");
        for (var i = 1; i <= hosts.Count; i++)
        {
            text.Append($"      - provider-{i}/model-{i}\n");
        }

        return text.Append(route).Append(more).ToString();
    }
}
