namespace Changeover.Gateway.Resilience;

/// <summary>Stops retry storms: every request earns a share of a retry, every second try at the same target spends one. Going on to another target is free, since it does not hit the failing one.</summary>
/// <param name="share">Retries that one request earns.</param>
/// <param name="burst">Most that can be saved up, and what there is at the start.</param>
public sealed class RetryBudget(double share, int burst = RetryBudget.Burst)
{
    /// <summary>Retries that can be saved up unless said otherwise.</summary>
    public const int Burst = 20;

    private readonly Lock _gate = new();
    private readonly double _most = burst;
    private double _tokens = burst;

    /// <summary>A request arrived.</summary>
    public void Earn()
    {
        lock (_gate)
        {
            _tokens = Math.Min(_most, _tokens + share);
        }
    }

    /// <summary>Asks for one retry.</summary>
    public bool TrySpend()
    {
        lock (_gate)
        {
            if (_tokens < 1)
            {
                return false;
            }

            _tokens -= 1;
            return true;
        }
    }
}
