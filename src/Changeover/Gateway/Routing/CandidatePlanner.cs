using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Gateway.Routing;

/// <summary>Step 4: which targets may answer this request, best first.</summary>
internal static class CandidatePlanner
{
    /// <summary>Targets of <paramref name="route"/> that can do <paramref name="operation"/>, ranked; whether one may be tried now is asked of its health at the attempt.</summary>
    public static TargetState[] Plan(RuntimeSnapshot runtime, RouteModel route, Operation operation, Random random)
    {
        var targets = runtime.TargetsOf(route);
        var candidates = Array.TrueForAll(targets, target => target.Upstream.Connection.Serves(operation))
            ? (TargetState[])targets.Clone()
            : Array.FindAll(targets, target => target.Upstream.Connection.Serves(operation));
        CandidateRanking.Rank(route.Config.Strategy, candidates, random);
        return candidates;
    }

    /// <summary>How long until the first of them may be tried again.</summary>
    public static TimeSpan UntilFirstOpens(ReadOnlySpan<TargetState> candidates, DateTimeOffset now)
    {
        var shortest = TimeSpan.MaxValue;
        foreach (var candidate in candidates)
        {
            var wait = candidate.Health.OpenUntil - now;
            shortest = wait < shortest ? wait : shortest;
        }

        // A probe under way has no date: ask again in a second.
        return shortest > TimeSpan.FromSeconds(1) ? shortest : TimeSpan.FromSeconds(1);
    }
}
