namespace Changeover.Keys.Limits.Shared;

/// <summary>
/// Whether the shared counters may be moved now. It is closed while Redis cannot be reached or what this node has there is in doubt; whoever is
/// inside then leaves first, so that nothing moves while it is put right.
/// </summary>
/// <param name="time">For the patience.</param>
internal sealed class SharedGate(TimeProvider time)
{
    /// <summary>How long requests wait for it to open again, from when it closed: a restart of Redis takes less, and nobody notices.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LimitKeys? _keys;
    private DateTimeOffset _closedAt = time.GetUtcNow();
    private int _inside;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _keys is not null;
            }
        }
    }

    /// <summary>Whether this node has ever been inside.</summary>
    public bool HasBeenOpen { get; private set; }

    /// <summary>Since when it is closed; null = it is open.</summary>
    public DateTimeOffset? ClosedAt
    {
        get
        {
            lock (_lock)
            {
                return _keys is null ? _closedAt : null;
            }
        }
    }

    /// <summary>In, if it is open; whoever is in must leave.</summary>
    public LimitKeys? TryEnter()
    {
        lock (_lock)
        {
            _inside += _keys is null ? 0 : 1;
            return _keys;
        }
    }

    /// <summary>In, when it opens before patience ends; null = it did not.</summary>
    public async ValueTask<LimitKeys?> EnterAsync(CancellationToken cancellationToken)
    {
        while (TryEnter() is var keys)
        {
            if (keys is not null)
            {
                return keys;
            }

            Task change;
            TimeSpan left;
            lock (_lock)
            {
                (change, left) = (_change.Task, _closedAt + Patience - time.GetUtcNow());
            }

            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            await change.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Out.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0 && _keys is null)
            {
                Changed();
            }
        }
    }

    /// <summary>Closes it, and wakes who opens it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_keys is not null)
            {
                (_keys, _closedAt) = (null, time.GetUtcNow());
                Changed();
            }
        }
    }

    /// <summary>Opens it.</summary>
    public void Open(LimitKeys keys)
    {
        lock (_lock)
        {
            (_keys, HasBeenOpen) = (keys, true);
            Changed();
        }
    }

    /// <summary>Waits until nobody is inside a closed gate.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_inside == 0)
                {
                    return;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits so long, or until it closes.</summary>
    public async Task ClosesAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        Task change;
        lock (_lock)
        {
            change = _change.Task;
        }

        await change.WaitAsync(most, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Changed()
    {
        _change.SetResult();
        _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
