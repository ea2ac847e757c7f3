using System.Collections.Concurrent;
using Changeover.Gateway.Resilience;
using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>One upstream as it runs: its sockets and the health of its models. Outlives a reload that leaves the upstream as it was.</summary>
internal sealed class UpstreamState(UpstreamModel model, IUpstreamConnection connection) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TargetHealth> _health = new(StringComparer.Ordinal);

    /// <summary>As configured.</summary>
    public UpstreamModel Model { get; } = model;

    /// <summary>Sockets, or the model in this process.</summary>
    public IUpstreamConnection Connection { get; } = connection;

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

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
