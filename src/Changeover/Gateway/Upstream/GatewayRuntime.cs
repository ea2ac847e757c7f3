using System.Collections.Frozen;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>Turns each new snapshot into a running one: upstreams that did not change keep their sockets and their health, the others are opened or closed.</summary>
internal sealed class GatewayRuntime : IAsyncDisposable
{
    private readonly ISnapshotSource _source;
    private readonly Func<UpstreamModel, IUpstreamConnection> _connect;
    private readonly Lock _gate = new();
    private Dictionary<string, UpstreamState> _upstreams = new(StringComparer.Ordinal);
    private RuntimeSnapshot _current;

    public GatewayRuntime(ISnapshotSource source, Func<UpstreamModel, IUpstreamConnection> connect)
    {
        _source = source;
        _connect = connect;
        _current = Compile(source.Current);
        source.Swapped += OnSwapped;
    }

    /// <summary>What is in force; a request reads it once.</summary>
    public RuntimeSnapshot Current => Volatile.Read(ref _current);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _source.Swapped -= OnSwapped;
        foreach (var upstream in _upstreams.Values)
        {
            await upstream.DisposeAsync();
        }
    }

    private void OnSwapped(object? sender, GatewaySnapshot snapshot)
    {
        lock (_gate)
        {
            Volatile.Write(ref _current, Compile(snapshot));
        }
    }

    private RuntimeSnapshot Compile(GatewaySnapshot snapshot)
    {
        var kept = new Dictionary<string, UpstreamState>(StringComparer.Ordinal);
        var targets = snapshot.Routes.ToFrozenDictionary(
            route => route.Key,
            route => route.Value.Targets.Select(target => new TargetState(target, StateOf(target.Upstream, kept))).ToArray(),
            StringComparer.Ordinal);
        var closed = _upstreams.Where(each => !kept.ContainsKey(each.Key)).Select(each => each.Value).ToList();
        _upstreams = kept;
        foreach (var upstream in closed)
        {
            // Requests in flight on the old snapshot finish: closing a connection pool ends its idle sockets only.
            _ = upstream.DisposeAsync().AsTask();
        }

        var server = snapshot.Config.Server;
        var largest = snapshot.Routes.Values.Select(route => route.MaxBody).Append(server.MaxBody).Max();
        return new RuntimeSnapshot(snapshot, targets, new RetryBudget(server.RetryBudget), largest);
    }

    private UpstreamState StateOf(UpstreamModel model, Dictionary<string, UpstreamState> kept)
    {
        if (!kept.TryGetValue(model.Fingerprint, out var state))
        {
            state = _upstreams.TryGetValue(model.Fingerprint, out var running) ? running : new UpstreamState(model, _connect(model));
            kept.Add(model.Fingerprint, state);
        }

        return state;
    }
}
