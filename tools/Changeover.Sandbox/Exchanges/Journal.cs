namespace Changeover.Sandbox.Exchanges;

/// <summary>The last requests received, oldest first, and the account of all of them. Safe for concurrent use.</summary>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly Queue<Exchange> _kept = new();
    private readonly Signal _signal;
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private int _received;
    private int _ended;
    private int _clientsGone;
    private long _promptTokens;
    private long _completionTokens;

    internal Journal(int capacity, TimeProvider time, Signal signal) => (_capacity, _time, _signal) = (capacity, time, signal);

    /// <summary>Requests received since the start or the last reset, kept or not.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>Requests that have ended, in whatever way.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Requests whose client went away before the answer was whole.</summary>
    public int ClientsGone => Volatile.Read(ref _clientsGone);

    /// <summary>The requests still kept, as they stand now.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get { lock (_lock) return [.. _kept.Select(e => e.ToEntry())]; }
    }

    /// <summary>What has been charged so far, running requests included.</summary>
    public Bill Bill
    {
        get
        {
            lock (_lock)
            {
                var open = _kept.Where(e => e.Outcome == Outcome.Open).Select(e => e.Charge).ToList();
                return new Bill
                {
                    Requests = _received,
                    PromptTokens = _promptTokens + open.Sum(l => l.PromptTokens),
                    CompletionTokens = _completionTokens + open.Sum(l => l.CompletionTokens),
                    Lines = [.. _kept.Select(e => e.Charge with { Model = e.Model })],
                };
            }
        }
    }

    /// <summary>Returns once <paramref name="count"/> requests have been received: the entry of that request.</summary>
    public async Task<JournalEntry> WaitForAsync(int count, CancellationToken cancellation)
    {
        await _signal.WaitUntilAsync(() => Received >= count, cancellation);
        return Entries.First(e => e.Number == count);
    }

    /// <summary>Returns once <paramref name="count"/> requests have ended.</summary>
    public Task WaitForEndedAsync(int count, CancellationToken cancellation) =>
        _signal.WaitUntilAsync(() => Ended >= count, cancellation);

    internal Exchange Open(Func<int, DateTimeOffset, Exchange> create)
    {
        Exchange exchange;
        lock (_lock)
        {
            exchange = create(++_received, _time.GetUtcNow());
            _kept.Enqueue(exchange);
            if (_kept.Count > _capacity) _kept.Dequeue();
        }
        _signal.Raise();
        return exchange;
    }

    internal void Close(Exchange exchange, Outcome outcome)
    {
        lock (_lock)
        {
            exchange.End(outcome, _time.GetUtcNow());
            _promptTokens += exchange.Charge.PromptTokens;
            _completionTokens += exchange.Charge.CompletionTokens;
            _ended++;
            if (outcome == Outcome.ClientGone) _clientsGone++;
        }
        _signal.Raise();
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _kept.Clear();
            (_received, _ended, _clientsGone, _promptTokens, _completionTokens) = (0, 0, 0, 0, 0);
        }
        _signal.Raise();
    }
}
