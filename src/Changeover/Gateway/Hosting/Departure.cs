namespace Changeover.Gateway.Hosting;

/// <summary>The planned end, step by step: not ready, then nothing new is taken, then what still runs is ended by us with an error that its client can read.</summary>
internal sealed class Departure(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _drained = new(Timeout.InfiniteTimeSpan, time);
    private volatile bool _hasBegun;

    /// <summary>Whether load balancers should look elsewhere.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Cancelled when running answers have had their time.</summary>
    public CancellationToken Drained => _drained.Token;

    /// <summary>The end was asked for.</summary>
    public void Begin() => _hasBegun = true;

    /// <summary>Nothing new is taken from here; what runs has so much time.</summary>
    public void Drain(TimeSpan time) => _drained.CancelAfter(time);

    /// <inheritdoc />
    public void Dispose() => _drained.Dispose();
}
