namespace Changeover.Gateway.Queueing;

/// <summary>The places at one upstream, and who waits for one: interactive requests before batch, and in each class one owner after the other. Thread-safe; time comes from the caller.</summary>
/// <param name="places">Attempts that may run at one time.</param>
/// <param name="length">Those who may wait.</param>
internal sealed class PlaceQueue(int places, int length)
{
    /// <summary>While both classes wait, one place of so many is for batch.</summary>
    public const int BatchTurn = 5;

    private readonly Lock _gate = new();
    private readonly Line _interactive = new();
    private readonly Line _batch = new();
    private int _taken;
    private int _waiting;
    private int _passedOver;
    private double _heldSeconds;

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a place that is free.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var isFree = _taken < places;
            _taken += isFree ? 1 : 0;
            return isFree;
        }
    }

    /// <summary>Stands in line, after <see cref="TryTake"/> failed; it may be called at once. null = too many wait.</summary>
    public Ticket? Join(string who, Priority priority)
    {
        lock (_gate)
        {
            var ticket = new Ticket(who, priority);
            if (_taken < places)
            {
                _taken++;
                ticket.Call();
                return ticket;
            }

            if (_waiting >= length)
            {
                return null;
            }

            _waiting++;
            LineOf(priority).Add(ticket);
            return ticket;
        }
    }

    /// <summary>Waits no longer. False = a place is its own already, and must be used or released.</summary>
    public bool TryLeave(Ticket ticket)
    {
        lock (_gate)
        {
            var waited = LineOf(ticket.Priority).Remove(ticket);
            _waiting -= waited ? 1 : 0;
            return waited;
        }
    }

    /// <summary>A place is free again after <paramref name="held"/>: it goes to whose turn it is.</summary>
    public void Release(TimeSpan held)
    {
        lock (_gate)
        {
            _heldSeconds = _heldSeconds == 0 ? held.TotalSeconds : (0.8 * _heldSeconds) + (0.2 * held.TotalSeconds);
            if (_waiting == 0)
            {
                _taken--;
                return;
            }

            _waiting--;
            Next().Take().Call();
        }
    }

    /// <summary>About how long somebody who came now would wait, by how long places were held lately: one second to one minute.</summary>
    public TimeSpan UntilRoom()
    {
        lock (_gate)
        {
            return TimeSpan.FromSeconds(Math.Clamp(_heldSeconds * (_waiting + 1) / places, 1, 60));
        }
    }

    private Line LineOf(Priority priority) => priority == Priority.Batch ? _batch : _interactive;

    private Line Next()
    {
        if (_batch.IsEmpty || (!_interactive.IsEmpty && ++_passedOver < BatchTurn))
        {
            return _interactive;
        }

        _passedOver = 0;
        return _batch;
    }
}
