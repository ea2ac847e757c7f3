namespace Changeover.Sandbox.Exchanges;

/// <summary>Lets a test wait for something to have happened instead of sleeping.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _next;

    /// <summary>Something changed: every waiter looks again.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, null)?.TrySetResult();

    /// <summary>Returns once <paramref name="condition"/> holds; it is looked at now and after every change.</summary>
    public async Task WaitUntilAsync(Func<bool> condition, CancellationToken cancellation)
    {
        while (true)
        {
            // The promise is taken before the look, so that a change between the two is not missed.
            var next = Next();
            if (condition()) return;
            await next.WaitAsync(cancellation);
        }
    }

    private Task Next()
    {
        var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
    }
}
