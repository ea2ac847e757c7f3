using System.Collections.Frozen;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Tests.Gateway.Upstream;

public sealed class GatewayRuntimeTests
{
    private readonly Source _source = new(Snapshot("a", "b"));
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);

    [Fact]
    public void An_upstream_that_did_not_change_keeps_its_sockets_and_its_health()
    {
        using var runtime = Runtime();
        var before = runtime.Current.Targets["a"][0];
        before.Health.Failed(DateTimeOffset.UnixEpoch, ErrorClass.Auth, retryAfter: null);
        _source.Swap(Snapshot("a", "c"));
        var after = runtime.Current.Targets["a"][0];

        Assert.Same(before.Upstream, after.Upstream);
        Assert.False(after.Health.TryEnter(DateTimeOffset.UnixEpoch, out _));
        Assert.False(_connections["a"].IsClosed);
    }

    [Fact]
    public void An_upstream_that_went_is_closed_when_its_last_request_has_left()
    {
        using var runtime = Runtime();
        var first = runtime.Enter();
        var second = runtime.Enter();
        _source.Swap(Snapshot("a"));
        first.Leave();
        Assert.False(_connections["b"].IsClosed);
        second.Leave();
        Assert.True(_connections["b"].IsClosed);
        Assert.False(_connections["a"].IsClosed);
    }

    [Fact]
    public void An_upstream_that_went_is_closed_at_once_when_nobody_uses_it()
    {
        using var runtime = Runtime();
        _source.Swap(Snapshot("a"));
        Assert.True(_connections["b"].IsClosed);
    }

    [Fact]
    public void A_snapshot_that_is_over_lets_nobody_in()
    {
        using var runtime = Runtime();
        var old = runtime.Current;
        _source.Swap(Snapshot("a"));
        Assert.False(old.TryEnter());
        Assert.NotSame(old, runtime.Enter());
    }

    [Fact]
    public void Everything_is_closed_at_the_end()
    {
        Runtime().Dispose();
        Assert.All(_connections.Values, connection => Assert.True(connection.IsClosed));
    }

    private GatewayRuntime Runtime() => new(_source, upstream => _connections[upstream.Name] = new Connection(), UnpricedDesk.Instance, OpenAccessDesk.Instance);

    private static GatewaySnapshot Snapshot(params string[] names)
    {
        var upstreams = names.Select(name => new UpstreamModel
        {
            Name = name,
            Fingerprint = name,
            Config = new UpstreamConfig { Provider = "test" },
            Provider = new Provider { Name = "test" },
            BaseUrl = null,
            Credential = null,
            Headers = [],
        }).ToList();
        return new GatewaySnapshot
        {
            ConfigHash = "hash",
            Config = new ChangeoverConfig(),
            Upstreams = upstreams.ToFrozenDictionary(upstream => upstream.Name),
            Routes = upstreams.ToFrozenDictionary(
                upstream => upstream.Name,
                upstream => new RouteModel(upstream.Name, new RouteConfig { Targets = [] }, [new TargetModel(upstream, "model", 1)], 1024)),
        };
    }

    private sealed class Source(GatewaySnapshot first) : ISnapshotSource
    {
        public event EventHandler<GatewaySnapshot>? Swapped;

        public GatewaySnapshot Current { get; private set; } = first;

        public void Swap(GatewaySnapshot next)
        {
            Current = next;
            Swapped?.Invoke(this, next);
        }
    }

    private sealed class Connection : IUpstreamConnection
    {
        public bool IsClosed { get; private set; }

        public bool Serves(Operation operation, RequestOutline outline) => true;

        public Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone) => throw new InvalidOperationException("Nothing is sent in these tests.");

        public void Dispose() => IsClosed = true;
    }
}
