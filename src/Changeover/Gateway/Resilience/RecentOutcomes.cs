namespace Changeover.Gateway.Resilience;

/// <summary>Attempts and failures of about the last window: the running half of it and the one before. Guarded by its owner.</summary>
/// <param name="window">How far back they count.</param>
internal sealed class RecentOutcomes(TimeSpan window)
{
    private long _half;
    private (int Attempts, int Failures) _now;
    private (int Attempts, int Failures) _before;

    /// <summary>One attempt.</summary>
    public void Add(DateTimeOffset at, bool failed)
    {
        Turn(at);
        _now = (_now.Attempts + 1, _now.Failures + (failed ? 1 : 0));
    }

    /// <summary>How many there were.</summary>
    public (int Attempts, int Failures) At(DateTimeOffset now)
    {
        Turn(now);
        return (_now.Attempts + _before.Attempts, _now.Failures + _before.Failures);
    }

    /// <summary>They begin anew.</summary>
    public void Clear() => _now = _before = default;

    private void Turn(DateTimeOffset at)
    {
        var half = at.UtcTicks / (window.Ticks / 2);
        if (half > _half)
        {
            _before = half == _half + 1 ? _now : default;
            _now = default;
            _half = half;
        }
    }
}
