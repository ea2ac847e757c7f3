namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// What this node has put into the shared counters: of budgets the reservations of its running requests, for the ledger has the rest; of other
/// limits what it used in each bucket. From it the node's part can be put into Redis again, whatever happened there.
/// </summary>
internal sealed class OwnUse
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    /// <summary>Whether something in Redis may not be what it is here.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (_lock)
            {
                return _parts.Values.Any(part => part.IsInDoubt);
            }
        }
    }

    /// <summary>Redis has taken these.</summary>
    public void Take(Hold hold, IReadOnlyList<Charge> charges)
    {
        lock (_lock)
        {
            foreach (var charge in charges)
            {
                PartOf(charge.Counter).Take(hold, charge.Amount);
            }

            hold.Add(charges);
        }
    }

    /// <summary>Takes all charges or none from this node's shares, while Redis cannot be asked.</summary>
    /// <param name="hold">The request's reservation.</param>
    /// <param name="charges">Each for another counter.</param>
    /// <param name="shares">The counters with this node's share as their limit.</param>
    /// <param name="now">For the time to wait.</param>
    public LimitVerdict TakeShare(Hold hold, IReadOnlyList<Charge> charges, IReadOnlyList<CounterDefinition> shares, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var (charge, share) in charges.Zip(shares))
            {
                if (!PartOf(charge.Counter).HasRoom(charge.Amount, share, hold.At, now, out var retryAfter))
                {
                    return new LimitVerdict(charge.Counter, retryAfter, []);
                }
            }

            foreach (var charge in charges)
            {
                var part = PartOf(charge.Counter);
                part.TakeShare(hold, charge.Amount);
                part.IsInDoubt = true;
            }

            hold.Add(charges);
            return LimitVerdict.Taken([]);
        }
    }

    /// <summary>Nothing counts against a share any more.</summary>
    public void EndShares()
    {
        lock (_lock)
        {
            foreach (var part in _parts.Values)
            {
                part.EndShare();
            }
        }
    }

    /// <summary>What running requests have reserved of a budget.</summary>
    public long Reserved(CounterDefinition counter)
    {
        lock (_lock)
        {
            return PartOf(counter).Reserved;
        }
    }

    /// <summary>Whether this node has ever moved a counter.</summary>
    public bool Knows(string counter)
    {
        lock (_lock)
        {
            return _parts.ContainsKey(counter);
        }
    }

    /// <summary>Whether a running request has reserved money.</summary>
    public bool HoldsMoney
    {
        get
        {
            lock (_lock)
            {
                return _parts.Values.Any(part => part.Reserved > 0);
            }
        }
    }

    /// <summary>A request has ended; empty = it had ended before.</summary>
    public IReadOnlyList<(Charge Charge, long Used)> Settle(Hold hold, Func<Charge, long> used)
    {
        lock (_lock)
        {
            if (!hold.TrySettle())
            {
                return [];
            }

            List<(Charge Charge, long Used)> settled = [.. hold.Charges.Select(charge => (charge, used(charge)))];
            foreach (var (charge, amount) in settled)
            {
                PartOf(charge.Counter).Settle(hold, charge.Amount, amount);
            }

            return settled;
        }
    }

    /// <summary>Nobody knows whether Redis has moved these counters.</summary>
    public void Doubt(IEnumerable<CounterDefinition> counters)
    {
        lock (_lock)
        {
            foreach (var counter in counters)
            {
                PartOf(counter).IsInDoubt = true;
            }
        }
    }

    /// <summary>Redis has forgotten everything.</summary>
    public void DoubtAll()
    {
        lock (_lock)
        {
            foreach (var part in _parts.Values)
            {
                part.IsInDoubt = true;
            }
        }
    }

    /// <summary>What must be put right, as it is now; it is in doubt no longer.</summary>
    public IReadOnlyList<(CounterDefinition Counter, IReadOnlyDictionary<string, long> Amounts)> PutRight(DateTimeOffset now)
    {
        lock (_lock)
        {
            List<Part> doubtful = [.. _parts.Values.Where(part => part.IsInDoubt)];
            doubtful.ForEach(part => part.IsInDoubt = false);
            return [.. doubtful.Select(part => (part.Counter, part.Amounts(now)))];
        }
    }

    private Part PartOf(CounterDefinition counter)
    {
        if (!_parts.TryGetValue(counter.Id, out var part))
        {
            _parts.Add(counter.Id, part = new Part(counter));
        }

        part.Counter = counter;
        return part;
    }

    private sealed class Part(CounterDefinition counter)
    {
        private readonly Counter _used = new(counter);
        private readonly HashSet<Hold> _holds = [];
        private readonly Dictionary<Hold, long> _ofShare = [];
        private Counter? _share;

        public CounterDefinition Counter { get; set; } = counter;

        public bool IsInDoubt { get; set; }

        public long Reserved => _holds.Sum(hold => hold.Held(Counter));

        /// <summary>A share of a budget is of what is left; a share of another limit, of all that this node uses.</summary>
        public bool HasRoom(long amount, CounterDefinition share, DateTimeOffset at, DateTimeOffset now, out TimeSpan? retryAfter)
        {
            var mine = Counter.Limit.Unit == LimitUnit.Money ? _share ??= new Counter(share) : _used;
            mine.Define(share);
            return mine.HasRoom(amount, at, now, out retryAfter);
        }

        public void TakeShare(Hold hold, long amount)
        {
            if (_share is not null)
            {
                _share.Take(amount, hold.At);
                _ofShare[hold] = _ofShare.GetValueOrDefault(hold) + amount;
            }

            Take(hold, amount);
        }

        public void EndShare()
        {
            _share = null;
            _ofShare.Clear();
        }

        public void Take(Hold hold, long amount)
        {
            if (Counter.Limit.Unit == LimitUnit.Money)
            {
                _holds.Add(hold);
            }
            else
            {
                _used.State(hold.At); // forgets what is past
                _used.Take(amount, hold.At);
            }
        }

        public void Settle(Hold hold, long held, long used)
        {
            if (!_holds.Remove(hold))
            {
                _used.Settle(held, used, hold.At);
            }
            else if (_ofShare.Remove(hold, out var ofShare))
            {
                // What it had reserved before the outage pays first.
                _share!.Settle(ofShare, Math.Max(0, used - (held - ofShare)), hold.At);
            }
        }

        public Dictionary<string, long> Amounts(DateTimeOffset now)
        {
            if (Counter.Limit.Unit == LimitUnit.Money)
            {
                return _holds.ToDictionary(hold => new CounterParts(Counter, hold.At).Of(hold.Id), hold => hold.Held(Counter), StringComparer.Ordinal);
            }

            var oldest = Windows.Keeping(Counter, now).Oldest;
            return _used.Buckets.Where(bucket => bucket.Place >= oldest)
                .SelectMany(bucket => new[] { ($"v{CounterParts.Text(bucket.Place)}", bucket.Value), ($"h{CounterParts.Text(bucket.Place)}", bucket.Held) })
                .ToDictionary(StringComparer.Ordinal);
        }
    }
}
