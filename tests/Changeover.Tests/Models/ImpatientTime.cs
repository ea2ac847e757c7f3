namespace Changeover.Tests.Models;

/// <summary>Time in which pauses are over at once; only the long wait for a silent server never ends.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 3, 7, 9, 5, 4, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime < TimeSpan.FromSeconds(30) ? TimeSpan.Zero : dueTime, period);
}
