using System.Collections.Frozen;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Pricing;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>Turns each new snapshot into a running one: upstreams that did not change keep their sockets and their health, the others are opened or closed.</summary>
internal sealed class GatewayRuntime : IDisposable
{
    private readonly ISnapshotSource _source;
    private readonly Func<UpstreamModel, IUpstreamConnection> _connect;
    private readonly IPriceDesk _prices;
    private readonly IAccessDesk _access;
    private readonly Lock _gate = new();
    private Dictionary<string, UpstreamState> _upstreams = new(StringComparer.Ordinal);
    private RuntimeSnapshot _current;

    public GatewayRuntime(ISnapshotSource source, Func<UpstreamModel, IUpstreamConnection> connect, IPriceDesk prices, IAccessDesk access)
    {
        _source = source;
        _connect = connect;
        _prices = prices;
        _access = access;
        _current = Compile(source.Current);
        source.Swapped += OnSwapped;
    }

    /// <summary>What is in force, to look at.</summary>
    public RuntimeSnapshot Current => Volatile.Read(ref _current);

    /// <summary>What is in force, for one request, which must leave it when it is over.</summary>
    public RuntimeSnapshot Enter()
    {
        while (true)
        {
            var current = Current;
            if (current.TryEnter())
            {
                return current;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Swapped -= OnSwapped;
        Current.Leave();
    }

    private void OnSwapped(object? sender, GatewaySnapshot snapshot)
    {
        lock (_gate)
        {
            var before = _current;
            Volatile.Write(ref _current, Compile(snapshot));
            before.Leave();
        }
    }

    private RuntimeSnapshot Compile(GatewaySnapshot snapshot)
    {
        var used = new Dictionary<string, UpstreamState>(StringComparer.Ordinal);
        var prices = _prices.Open(snapshot);
        var access = _access.Open(snapshot);
        var targets = snapshot.Routes.ToFrozenDictionary(
            route => route.Key,
            route => route.Value.Targets.Select(target => new TargetState(target, StateOf(target.Upstream, used), prices.For(target), access.PlaceOf(target))).ToArray(),
            StringComparer.Ordinal);
        _upstreams = used;
        return new RuntimeSnapshot(snapshot, targets, prices, access, used.Values);
    }

    private UpstreamState StateOf(UpstreamModel model, Dictionary<string, UpstreamState> used)
    {
        if (!used.TryGetValue(model.Fingerprint, out var state))
        {
            state = _upstreams.TryGetValue(model.Fingerprint, out var running) ? running : new UpstreamState(model, _connect(model));
            state.Join();
            used.Add(model.Fingerprint, state);
        }

        return state;
    }
}
