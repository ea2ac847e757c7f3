using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Resilience;

/// <summary>What we know of one target's fitness: a circuit breaker with a half-open probe, a quarantine, and recent latency. Mutable, thread-safe; all time comes from the caller.</summary>
public sealed class TargetHealth(BreakerConfig config)
{
    private static readonly TimeSpan LongestOpen = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly RecentOutcomes _outcomes = new(config.Window);
    private DateTimeOffset _windowStart = DateTimeOffset.MinValue;
    private int _attempts;
    private int _failures;
    private int _openings;
    private TaskCompletionSource? _probe;
    private DateTimeOffset _openUntil = DateTimeOffset.MinValue;
    private double _firstContentSeconds = double.NaN;

    /// <summary>Smoothed time to first content in seconds; NaN = never measured.</summary>
    public double FirstContentSeconds => Volatile.Read(ref _firstContentSeconds);

    /// <summary>The latest times to first content.</summary>
    public FirstContentTimes Times { get; } = new();

    /// <summary>When the target may be tried again; in the past = now.</summary>
    public DateTimeOffset OpenUntil
    {
        get
        {
            lock (_gate)
            {
                return _openUntil;
            }
        }
    }

    /// <summary>Another gateway has learnt that the target is to be left alone until then.</summary>
    public void RestUntil(DateTimeOffset until)
    {
        lock (_gate)
        {
            _openUntil = Later(_openUntil, until);
        }
    }

    /// <summary>What is compared with the target's peers.</summary>
    public PeerReading ReadingAt(DateTimeOffset now)
    {
        lock (_gate)
        {
            var (attempts, failures) = _outcomes.At(now);
            return new PeerReading(attempts, failures, Times.Median());
        }
    }

    /// <summary>What was compared with the target's peers begins anew.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _outcomes.Clear();
            Times.Clear();
        }
    }

    /// <summary>State for a list or a metric.</summary>
    public CircuitState StateAt(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now < _openUntil ? CircuitState.Open : _openings > 0 ? CircuitState.HalfOpen : CircuitState.Closed;
        }
    }

    /// <summary>Whether an attempt would be let through.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probe">Set where only a probe is in the way: completes when its result is known.</param>
    public bool MayEnter(DateTimeOffset now, out Task? probe)
    {
        lock (_gate)
        {
            probe = _probe?.Task;
            return now >= _openUntil && probe is null;
        }
    }

    /// <summary>Asks leave for one attempt, which must then be reported. After an open circuit exactly one probe is let through until it has content, or reports.</summary>
    /// <param name="now">The time.</param>
    /// <param name="probe">Set where only a probe is in the way: completes when its result is known.</param>
    public bool TryEnter(DateTimeOffset now, out Task? probe)
    {
        lock (_gate)
        {
            if (!MayEnter(now, out probe))
            {
                return false;
            }

            _probe = _openings > 0 ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            return true;
        }
    }

    /// <summary>The attempt has content: where it was the probe, the circuit closes. Its end is still to be reported.</summary>
    public void Answers()
    {
        lock (_gate)
        {
            if (_probe is not null)
            {
                _openings = 0;
                EndProbe();
            }
        }
    }

    /// <summary>The attempt answered.</summary>
    public void Succeeded(DateTimeOffset now, TimeSpan? firstContent)
    {
        lock (_gate)
        {
            EndProbe();
            _openings = 0;
            Count(now, failed: false);
            if (firstContent is { } measured)
            {
                _firstContentSeconds = double.IsNaN(_firstContentSeconds)
                    ? measured.TotalSeconds
                    : (0.8 * _firstContentSeconds) + (0.2 * measured.TotalSeconds);
            }
        }
    }

    /// <summary>The attempt says nothing about the target: the client went away, or its request was wrong.</summary>
    public void Neutral()
    {
        lock (_gate)
        {
            EndProbe();
        }
    }

    /// <summary>The attempt failed.</summary>
    public void Failed(DateTimeOffset now, ErrorClass errorClass, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var wasProbe = _probe is not null;
            EndProbe();
            if (errorClass is ErrorClass.RegionBlocked or ErrorClass.QuotaExhausted or ErrorClass.Auth or ErrorClass.Permission or ErrorClass.ModelMissing)
            {
                Open(now, retryAfter > config.QuarantineFor ? retryAfter.Value : config.QuarantineFor);
                return;
            }

            if (errorClass is ErrorClass.RateLimited && retryAfter is { } wait)
            {
                // Told to wait is not broken: cool down, without counting towards the circuit.
                _openUntil = Later(_openUntil, now + wait);
                return;
            }

            Count(now, failed: true);
            if (wasProbe || (_failures >= config.Failures && _failures >= config.FailureRatio * _attempts))
            {
                var doubled = config.OpenFor * Math.Pow(2, Math.Min(_openings, 10));
                Open(now, doubled < LongestOpen ? doubled : LongestOpen);
            }
        }
    }

    private void EndProbe()
    {
        _probe?.SetResult();
        _probe = null;
    }

    private void Open(DateTimeOffset now, TimeSpan length)
    {
        _openings++;
        _attempts = _failures = 0;
        _openUntil = Later(_openUntil, now + length);
    }

    private void Count(DateTimeOffset now, bool failed)
    {
        _outcomes.Add(now, failed);

        // A sliding window would be smoother; a tumbling one is enough to tell a dead target from a bad minute.
        if (now - _windowStart > config.Window)
        {
            _windowStart = now;
            _attempts = _failures = 0;
        }

        _attempts++;
        _failures += failed ? 1 : 0;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>State of a circuit.</summary>
public enum CircuitState
{
    /// <summary>Attempts flow.</summary>
    Closed,

    /// <summary>One probe decides.</summary>
    HalfOpen,

    /// <summary>No attempts.</summary>
    Open,
}
