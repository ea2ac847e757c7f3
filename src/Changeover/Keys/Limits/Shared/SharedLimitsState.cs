using System.Diagnostics.Metrics;
using Changeover.Gateway.Telemetry;

namespace Changeover.Keys.Limits.Shared;

/// <summary>Says in log and metric whether limits are shared or degraded: once when it changes.</summary>
internal sealed partial class SharedLimitsState : IDisposable
{
    private readonly Meter _meter;
    private readonly ILogger<SharedLimitsState> _log;
    private volatile bool _isDegraded;

    public SharedLimitsState(IMeterFactory meters, ILogger<SharedLimitsState> log)
    {
        _log = log;
        _meter = meters.Create(RequestMetrics.MeterName);
        _meter.CreateObservableGauge("changeover.limits.degraded", () => _isDegraded ? 1 : 0, description: "1 = the counters that nodes share cannot be reached: limits are closed or counted locally. Only where `storage.redis` is set.");
    }

    /// <summary>The counters are in reach.</summary>
    public void Shared()
    {
        if (_isDegraded)
        {
            _isDegraded = false;
            Back();
        }
    }

    /// <summary>They are not.</summary>
    public void Degraded(string reason)
    {
        if (!_isDegraded)
        {
            _isDegraded = true;
            Lost(reason);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    [LoggerMessage(3010, LogLevel.Error, "Limits are degraded: the counters that nodes share cannot be reached. Each rule does what its `degraded` says. {Reason}")]
    private partial void Lost(string reason);

    [LoggerMessage(3011, LogLevel.Warning, "Limits are shared again; what was counted meanwhile is in the counters.")]
    private partial void Back();
}
