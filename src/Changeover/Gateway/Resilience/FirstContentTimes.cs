namespace Changeover.Gateway.Resilience;

/// <summary>How long a target's latest answers took to their first content. Streams and buffered answers are kept apart: the first content of a buffered one is all of it. Thread-safe.</summary>
public sealed class FirstContentTimes
{
    /// <summary>Readings without which there is no percentile.</summary>
    public const int Least = 20;

    /// <summary>Readings that are kept; older ones are forgotten.</summary>
    public const int Most = 200;

    private readonly Lock _gate = new();
    private readonly Readings _streamed = new();
    private readonly Readings _buffered = new();

    /// <summary>One reading.</summary>
    public void Add(TimeSpan time, bool streamed)
    {
        lock (_gate)
        {
            Of(streamed).Add(time);
        }
    }

    /// <summary>The median of the kind that more is known of; null = too few readings.</summary>
    public TimeSpan? Median()
    {
        lock (_gate)
        {
            return (_streamed.Count >= _buffered.Count ? _streamed : _buffered).Percentile(50);
        }
    }

    /// <summary>They begin anew.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _streamed.Clear();
            _buffered.Clear();
        }
    }

    /// <summary>The time that so many of a hundred readings do not exceed (nearest rank); null = too few readings.</summary>
    public TimeSpan? Percentile(int percentile, bool streamed)
    {
        lock (_gate)
        {
            return Of(streamed).Percentile(percentile);
        }
    }

    private Readings Of(bool streamed) => streamed ? _streamed : _buffered;

    private sealed class Readings
    {
        private readonly List<TimeSpan> _latest = [];
        private int _next;

        public int Count => _latest.Count;

        public void Clear()
        {
            _latest.Clear();
            _next = 0;
        }

        public void Add(TimeSpan time)
        {
            if (_latest.Count < Most)
            {
                _latest.Add(time);
                return;
            }

            _latest[_next] = time;
            _next = (_next + 1) % Most;
        }

        public TimeSpan? Percentile(int percentile)
        {
            if (_latest.Count < Least)
            {
                return null;
            }

            TimeSpan[] sorted = [.. _latest];
            Array.Sort(sorted);
            return sorted[(percentile * sorted.Length + 99) / 100 - 1];
        }
    }
}
