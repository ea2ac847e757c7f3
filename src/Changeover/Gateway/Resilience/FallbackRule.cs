using Changeover.Gateway.Snapshot;
using Changeover.Providers;

namespace Changeover.Gateway.Resilience;

/// <summary>What follows a failed attempt, before the commit point.</summary>
public enum NextStep
{
    /// <summary>The failure is the client's answer.</summary>
    Answer,

    /// <summary>The same target may be tried again after a pause; if it may not, the next target.</summary>
    Retry,

    /// <summary>The next target, now.</summary>
    NextTarget,
}

/// <summary>The rule behind <see cref="NextStep"/>: what a retry mends, what only another target mends, and what is the client's own. A pure decision.</summary>
public static class FallbackRule
{
    /// <summary>Decides by the class of the failure.</summary>
    /// <param name="failure">Its class.</param>
    /// <param name="mustWait">The provider said how long to leave it alone.</param>
    /// <param name="isLast">No other target is left.</param>
    /// <param name="route">What the operator allows.</param>
    public static NextStep After(ErrorClass failure, bool mustWait, bool isLast, RouteConfig route) => failure switch
    {
        ErrorClass.BadRequest => NextStep.Answer,
        ErrorClass.ContentFilter when !route.FallBackOnContentFilter => NextStep.Answer,
        // The user should not sit out a provider's pause while another supply stands ready.
        _ when mustWait && !isLast => NextStep.NextTarget,
        ErrorClass.RateLimited or ErrorClass.Overloaded or ErrorClass.Server => NextStep.Retry,
        // Everything else another supply may mend and a repetition will not; a clock that ran out once has cost the user enough.
        _ => NextStep.NextTarget,
    };
}
