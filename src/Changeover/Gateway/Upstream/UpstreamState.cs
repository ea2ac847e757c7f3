using System.Collections.Concurrent;
using Changeover.Gateway.Queueing;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>One upstream as it runs: its sockets and the health of its models. Outlives a reload that leaves the upstream as it was.</summary>
internal sealed class UpstreamState(UpstreamModel model, IUpstreamConnection connection)
{
    private readonly ConcurrentDictionary<string, TargetHealth> _health = new(StringComparer.Ordinal);
    private int _snapshots;

    /// <summary>As configured.</summary>
    public UpstreamModel Model { get; } = model;

    /// <summary>Sockets, or the model in this process.</summary>
    public IUpstreamConnection Connection { get; } = connection;

    /// <summary>Its places; null = as many attempts as there are may run at one time.</summary>
    public PlaceQueue? Places { get; } = model.Config.Concurrency is { } places ? new PlaceQueue(places, model.Config.Queue.Length) : null;

    /// <summary>Health of one of its models.</summary>
    public TargetHealth HealthOf(string requestModel) =>
        _health.GetOrAdd(requestModel, static (_, breaker) => new TargetHealth(breaker), Model.Config.Breaker);

    /// <summary>Notes a failure at one model. A region block, a refused credential or an empty account concerns every model of the upstream.</summary>
    public void Failed(TargetHealth health, DateTimeOffset now, ErrorClass failure, TimeSpan? retryAfter)
    {
        if (failure is not (ErrorClass.RegionBlocked or ErrorClass.Auth or ErrorClass.QuotaExhausted))
        {
            health.Failed(now, failure, retryAfter);
            return;
        }

        foreach (var each in _health.Values)
        {
            each.Failed(now, failure, retryAfter);
        }
    }

    /// <summary>A snapshot uses it.</summary>
    public void Join() => Interlocked.Increment(ref _snapshots);

    /// <summary>A snapshot that used it is over. The last one closes it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _snapshots) == 0)
        {
            Connection.Dispose();
        }
    }
}
