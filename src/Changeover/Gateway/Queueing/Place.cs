namespace Changeover.Gateway.Queueing;

/// <summary>A place at an upstream while an attempt runs.</summary>
/// <param name="queue">Where it goes back to; null = the upstream has no limit.</param>
/// <param name="time">For how long it was held.</param>
internal sealed class Place(PlaceQueue? queue, TimeProvider time) : IDisposable
{
    private readonly long _taken = time.GetTimestamp();
    private PlaceQueue? _queue = queue;

    /// <summary>Gives it back; only the first call counts.</summary>
    public void Dispose() => Interlocked.Exchange(ref _queue, null)?.Release(time.GetElapsedTime(_taken));
}
