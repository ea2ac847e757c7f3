namespace Changeover.Keys.Limits;

/// <summary>One counter in memory: what was used in each bucket of its window, and what is reserved. Guarded by its store.</summary>
internal sealed class Counter(CounterDefinition definition)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<long, Bucket> _buckets = [];
    private CounterDefinition _definition = definition;

    /// <summary>As the latest snapshot has it.</summary>
    public CounterDefinition Definition => _definition;

    /// <summary>Number of the last correction that is in it.</summary>
    public long Knows { get; set; }

    /// <summary>The amount may change while the counter runs.</summary>
    public void Define(CounterDefinition latest) => _definition = latest;

    /// <summary>Puts what was used before this process into the bucket of an instant.</summary>
    public void Fill(long used, DateTimeOffset at) => BucketOf(at).Value += used;

    /// <summary>Puts into a bucket what a store out of process has there.</summary>
    public void Load(long place, long value, long held)
    {
        var bucket = At(place);
        bucket.Value += value;
        bucket.Held += held;
    }

    /// <summary>What is in each bucket that has something.</summary>
    public IEnumerable<(long Place, long Value, long Held)> Buckets => _buckets.Select(bucket => (bucket.Key, bucket.Value.Value, bucket.Value.Held));

    /// <summary>Whether so much more has room in the window of <paramref name="at"/>; if not, when it may have: null = never.</summary>
    public bool HasRoom(long amount, DateTimeOffset at, DateTimeOffset now, out TimeSpan? retryAfter)
    {
        var most = _definition.Limit.Amount;
        var missing = State(at).Value + amount - most;
        retryAfter = missing > 0 && amount <= most ? UntilRoom(missing, at, now) : null;
        return missing <= 0;
    }

    /// <summary>Reserves.</summary>
    public void Take(long amount, DateTimeOffset at)
    {
        var bucket = BucketOf(at);
        bucket.Value += amount;
        bucket.Held += amount;
    }

    /// <summary>A reservation becomes what was used.</summary>
    public void Settle(long held, long used, DateTimeOffset at)
    {
        // A bucket that is past counts no more; settling it does not bring it back.
        if (_buckets.TryGetValue(Windows.Bucket(_definition, at).Bucket, out var bucket))
        {
            bucket.Value += used - held;
            bucket.Held -= held;
        }
    }

    /// <summary>How the window stands that ends with <paramref name="at"/>, or that it is in.</summary>
    public CounterState State(DateTimeOffset at)
    {
        Forget(at);
        long value = 0, held = 0;
        TimeSpan? reset = TimeSpan.Zero;
        foreach (var (place, bucket) in Counting(at))
        {
            value += bucket.Value;
            held += bucket.Held;
            reset = Windows.Left(_definition, place, at);
        }

        return new CounterState(value, held, reset);
    }

    private TimeSpan? UntilRoom(long missing, DateTimeOffset at, DateTimeOffset now)
    {
        foreach (var (place, bucket) in Counting(at))
        {
            // What is only reserved may come back as soon as its request ends.
            if (bucket.Held >= missing)
            {
                return Soon;
            }

            missing -= bucket.Value;
            if (missing <= 0)
            {
                return Windows.Left(_definition, place, now);
            }
        }

        return null;
    }

    /// <summary>A sliding window counts what came later, too: the clock of another node may be ahead, and a body may take long to arrive.</summary>
    private IEnumerable<KeyValuePair<long, Bucket>> Counting(DateTimeOffset at)
    {
        var (latest, kept) = Windows.Bucket(_definition, at);
        return _buckets.Where(bucket => kept == 1 ? bucket.Key == latest : bucket.Key > latest - kept);
    }

    private Bucket BucketOf(DateTimeOffset at) => At(Windows.Bucket(_definition, at).Bucket);

    private Bucket At(long place)
    {
        if (!_buckets.TryGetValue(place, out var bucket))
        {
            _buckets.Add(place, bucket = new Bucket());
        }

        return bucket;
    }

    /// <summary>A fixed window that is just past stays: requests of it may still take and settle.</summary>
    private void Forget(DateTimeOffset at)
    {
        var kept = Windows.Bucket(_definition, at).Kept;
        while (_buckets.Count > kept + 1 && _buckets.First() is { Value.Held: 0 } oldest)
        {
            _buckets.Remove(oldest.Key);
        }
    }

    private sealed class Bucket
    {
        public long Value;
        public long Held;
    }
}
