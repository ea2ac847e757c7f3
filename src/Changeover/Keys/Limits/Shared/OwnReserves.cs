namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// Sees to it that what this node reserves of budgets never exceeds what it has noted in the database. A note is made in advance for twice as
/// much as is needed, so that most requests need none.
/// </summary>
internal sealed class OwnReserves(ReserveTable table, string node) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Dictionary<(string Counter, long Bucket), Noted> _noted = [];

    /// <summary>Before a request reserves.</summary>
    /// <exception cref="Changeover.Storage.StorageException">It cannot be noted, and nothing may be reserved.</exception>
    public async ValueTask CoverAsync(DateTimeOffset at, IEnumerable<Charge> charges)
    {
        // All are added before the first is written: whoever releases them after a failure releases all.
        var added = charges.Where(IsMoney).Select(charge => (Place: Place(charge, at), Noted: Add(Place(charge, at), charge.Amount))).ToList();
        foreach (var (place, noted) in added)
        {
            if (noted is null)
            {
                continue;
            }

            await _writing.WaitAsync();
            try
            {
                Write(place, noted, raise: true);
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    /// <summary>After it has not, or has ended.</summary>
    public void Release(DateTimeOffset at, IEnumerable<Charge> charges)
    {
        lock (_lock)
        {
            foreach (var charge in charges.Where(IsMoney))
            {
                if (_noted.TryGetValue(Place(charge, at), out var noted))
                {
                    noted.Held -= charge.Amount;
                }
            }
        }
    }

    /// <summary>Takes back what was noted and is far from needed.</summary>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            List<KeyValuePair<(string Counter, long Bucket), Noted>> all;
            lock (_lock)
            {
                all = [.. _noted];
            }

            all.ForEach(each => Write(each.Key, each.Value, raise: false));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();

    private static bool IsMoney(Charge charge) => charge.Counter.Limit.Unit == LimitUnit.Money;

    private static (string Counter, long Bucket) Place(Charge charge, DateTimeOffset at) => (charge.Counter.Id, Windows.Bucket(charge.Counter, at).Bucket);

    /// <summary>null = what is noted covers it.</summary>
    private Noted? Add((string Counter, long Bucket) place, long amount)
    {
        lock (_lock)
        {
            if (!_noted.TryGetValue(place, out var noted))
            {
                _noted.Add(place, noted = new Noted());
            }

            noted.Held += amount;
            return noted.Held > noted.Most ? noted : null;
        }
    }

    /// <summary>A note that is raised counts once it is written, one that is lowered before.</summary>
    private void Write((string Counter, long Bucket) place, Noted noted, bool raise)
    {
        long most;
        lock (_lock)
        {
            most = 2 * noted.Held;
            if (raise ? noted.Held <= noted.Most : most >= noted.Most / 2)
            {
                return;
            }

            noted.Most = raise ? noted.Most : most;
        }

        table.Note(node, place.Counter, place.Bucket, most);
        lock (_lock)
        {
            noted.Most = most;
            if (noted is { Most: 0, Held: 0 })
            {
                _noted.Remove(place);
            }
        }
    }

    private sealed class Noted
    {
        public long Held;
        public long Most;
    }
}
