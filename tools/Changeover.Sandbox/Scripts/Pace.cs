namespace Changeover.Sandbox.Scripts;

/// <summary>
/// When the next token is due. Due times count from the first one, so the rate holds however coarse the timer is.
/// </summary>
internal sealed class Pace(double tokensPerSecond, TimeSpan firstTokenDelay, TimeProvider time)
{
    private long _start;
    private long _tokens;

    public Task BeginAsync(CancellationToken cancellation)
    {
        _start = time.GetTimestamp();
        return WaitUntilAsync(firstTokenDelay, cancellation);
    }

    public Task NextTokenAsync(CancellationToken cancellation) => tokensPerSecond <= 0
        ? Task.CompletedTask
        : WaitUntilAsync(firstTokenDelay + TimeSpan.FromSeconds(_tokens++ / tokensPerSecond), cancellation);

    private Task WaitUntilAsync(TimeSpan due, CancellationToken cancellation)
    {
        var left = due - time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? Task.Delay(left, time, cancellation) : Task.CompletedTask;
    }
}
