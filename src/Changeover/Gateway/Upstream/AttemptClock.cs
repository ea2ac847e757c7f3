using Changeover.Gateway.Recording;
using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Upstream;

/// <summary>The clocks of one attempt as one token: first content until it came, then silence per read. Cancelled too when the client goes, or when the gateway ends and has waited for long enough.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeoutConfig _timeouts;
    private readonly CancellationToken _clientGone;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _drained;
    private readonly CancellationTokenRegistration _drain;
    private bool _hasContent;

    public AttemptClock(TimeoutConfig timeouts, TimeProvider time, CancellationToken clientGone, CancellationToken drained)
    {
        _timeouts = timeouts;
        _clientGone = clientGone;
        _source = new CancellationTokenSource(timeouts.FirstContent, time);
        _registration = clientGone.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _drained = drained;
        _drain = drained.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>For everything that waits for the upstream.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>A cancelled wait was the clock's doing, not the client's.</summary>
    public bool RanOut => _source.IsCancellationRequested && !_clientGone.IsCancellationRequested;

    /// <summary>Whether content has come: which clock is running.</summary>
    public bool HasContent => _hasContent;

    /// <summary>Which clock ran out.</summary>
    public string Fault => _drained.IsCancellationRequested ? AttemptFaults.Drained : _hasContent ? AttemptFaults.IdleTimeout : AttemptFaults.FirstContentTimeout;

    /// <summary>Content came: from here only silence counts.</summary>
    public void ContentCame() => _hasContent = true;

    /// <summary>A read begins.</summary>
    public void Listen()
    {
        if (_hasContent)
        {
            _source.CancelAfter(_timeouts.Idle);
        }
    }

    /// <summary>We are busy with the client, who may be slow: silence does not count meanwhile.</summary>
    public void Pause()
    {
        if (_hasContent)
        {
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _drain.Dispose();
        _source.Dispose();
    }
}
