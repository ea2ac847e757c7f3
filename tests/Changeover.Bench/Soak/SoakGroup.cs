using Changeover.Bench.Processes;
using Changeover.Gateway.Snapshot;
using Changeover.Sandbox;
using Changeover.Storage;
using Changeover.Tests.Shared;

namespace Changeover.Bench.Soak;

/// <summary>Three gateways on one PostgreSQL and one Redis, in front of two providers that each speak five dialects: the first plays faults, the second is well.</summary>
internal sealed class SoakGroup : IAsyncDisposable
{
    /// <summary>Budget of the owner who is to run out of money, in nano-units of USD.</summary>
    public const long SmallBudget = 2_000_000_000;

    private const string SmallOwner = "small";

    /// <summary>Provider and base path, in the order of the routes.</summary>
    private static readonly (string Provider, string Path)[] Kinds =
        [("openai-compatible", "v1"), ("anthropic", "v1"), ("gemini", "v1beta"), ("dashscope-native", "api/v1"), ("hunyuan-native", "")];

    private readonly string _folder;

    private SoakGroup(string folder, string database, RedisServer redis, SandboxHost first, SandboxHost second, TimeProvider time)
    {
        (_folder, Database, Redis, First, Second) = (folder, database, redis, first, second);
        var config = Path.Combine(folder, "changeover.yaml");
        Nodes = [.. Enumerable.Range(0, SoakPlan.Nodes).Select(number => new SoakNode(number, Path.Combine(folder, $"node-{number}"), config, time))];
    }

    /// <summary>Where the records are.</summary>
    public string Database { get; }

    /// <summary>Where the limits count.</summary>
    public RedisServer Redis { get; }

    /// <summary>The provider that plays faults.</summary>
    public SandboxHost First { get; }

    /// <summary>The provider that is well.</summary>
    public SandboxHost Second { get; }

    /// <summary>The gateways.</summary>
    public IReadOnlyList<SoakNode> Nodes { get; }

    /// <summary>Owner → key.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; private set; } = new Dictionary<string, string>();

    /// <summary>Names that clients may ask for: each has its two providers in different dialects.</summary>
    public static IReadOnlyList<string> Routes { get; } = [.. Kinds.Select(kind => "by-" + kind.Provider)];

    /// <summary>What the tokens of a line cost, in nano-units of USD.</summary>
    public static long Nano(long input, long output) => input * 10_000 + output * 1_000_000;

    /// <summary>Starts all of it.</summary>
    public static async Task<SoakGroup> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("changeover-soak-").FullName;
        var database = await PostgresServer.CreateDatabaseAsync();
        var options = new SandboxOptions { JournalCapacity = 1_000_000 };
        var group = new SoakGroup(folder, database, await RedisServer.StartAsync(), await SandboxHost.StartAsync(options, cancellationToken), await SandboxHost.StartAsync(options, cancellationToken), time);
        foreach (var provider in new[] { group.First, group.Second })
        {
            provider.State.Behaviour = provider.State.Behaviour with { TokensPerSecond = 100 };
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "database"), database, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "bearer"), "sk-soak", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "signed"), "AKIDsandbox:sandbox-secret-key", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "changeover.yaml"), group.Config(), cancellationToken);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var owner in new[] { "red", "green", SmallOwner })
        {
            keys[owner] = (await ChildProcess.RunAsync(
                Repository.Gateway, ["keys", "create", "--owner", owner, "--config", Path.Combine(folder, "changeover.yaml"), "--data", Path.Combine(folder, "keys")], cancellationToken)).Trim();
        }

        group.Keys = keys;
        await Task.WhenAll(group.Nodes.Select(node => node.StartAsync(cancellationToken)));
        return group;
    }

    /// <summary>Opens the records.</summary>
    public Task<Database> OpenRecordsAsync(CancellationToken cancellationToken) =>
        Storage.Database.OpenExistingAsync(new DatabasePlace(_folder, new Secret(Database)), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Redis.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(Database);
        Directory.Delete(_folder, recursive: true);
    }

    private string Config() => $$"""
        server: {notice: 1s, drain: 30s}
        storage: {database: "file:{{_folder}}/database", redis: "{{Redis.Address}}"}
        upstreams:
        {{string.Join('\n', Kinds.SelectMany(kind => new[] { Upstream("first", First, kind), Upstream("second", Second, kind) }))}}
        routes:
        {{string.Join('\n', Kinds.Select((kind, place) => $"  by-{kind.Provider}: {{targets: [first-{kind.Provider}/model, second-{Kinds[(place + 1) % Kinds.Length].Provider}/model]}}"))}}
        prices:
          rows:
        {{string.Join('\n', Kinds.Select(kind => $"    - {{provider: {kind.Provider}, model: model, currency: USD, rates: {{input: 10, output: 1000}} }}"))}}
        limits:
          small: {per: owner, owners: [{{SmallOwner}}], allow: [{{SmallBudget / 1_000_000_000}} USD total]}
          others: {per: owner, owners: [red, green], allow: [1000000 USD total]}

        """;

    private string Upstream(string name, SandboxHost host, (string Provider, string Path) kind) => $$"""
          {{name}}-{{kind.Provider}}:
            provider: {{kind.Provider}}
            base_url: {{host.ProviderUrl}}{{kind.Path}}
            credential: file:{{_folder}}/{{(kind.Provider == "hunyuan-native" ? "signed" : "bearer")}}
            timeouts: {connect: 2s, first_content: 5s, idle: 5s}
            breaker: {open_for: 2s, quarantine_for: 5s}
        """;
}
