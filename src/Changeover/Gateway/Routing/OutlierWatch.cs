using Changeover.Gateway.Resilience;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Routing;

/// <summary>Compares the targets of one route, once a second at most, and sets the outliers aside for a while: they are tried last. Thread-safe.</summary>
/// <param name="targets">All targets of the route.</param>
internal sealed class OutlierWatch(TargetState[] targets)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<TargetState, Ejection> _ejections = [];
    private DateTimeOffset _nextLook = DateTimeOffset.MinValue;

    /// <summary>Why a target is set aside at an instant; null = it is not.</summary>
    public string? ReasonAt(TargetState target, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _ejections.TryGetValue(target, out var ejection) && now < ejection.Until ? ejection.Reason : null;
        }
    }

    /// <summary>Looks for outliers, if it is time.</summary>
    public void Look(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (now < _nextLook)
            {
                return;
            }

            _nextLook = now + Pause;
            var readings = targets.ToDictionary(target => target, target => target.Health.ReadingAt(now));
            foreach (var target in targets)
            {
                if (target.Upstream.Model.Config.Breaker.Outliers is { } config && ReasonAt(target, now) is null && HasRoom(config.AtMost, now)
                    && OutlierRule.Reason(readings[target], targets.Where(peer => peer != target).Select(peer => readings[peer]), config) is { } reason)
                {
                    Eject(target, reason, config.EjectFor, now);
                }
            }
        }
    }

    private bool HasRoom(double most, DateTimeOffset now)
    {
        var ejected = 1 + targets.Count(target => ReasonAt(target, now) is not null);
        return ejected <= most * targets.Length && ejected < targets.Length;
    }

    /// <summary>What was seen so far counts no more: when it comes back it is judged by what it does then.</summary>
    private void Eject(TargetState target, string reason, TimeSpan length, DateTimeOffset now)
    {
        var inARow = _ejections.TryGetValue(target, out var before) && now - before.Until < Longest ? before.InARow + 1 : 1;
        _ejections[target] = new Ejection(now + (inARow * length < Longest ? inARow * length : Longest), inARow, reason);
        target.Health.Forget();
    }

    private readonly record struct Ejection(DateTimeOffset Until, int InARow, string Reason);
}
