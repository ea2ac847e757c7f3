using Changeover.Gateway.Snapshot;
using Changeover.Gateway.Upstream;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Routing;

/// <summary>Step 4: which targets may answer this request, best first.</summary>
internal static class CandidatePlanner
{
    /// <summary>Targets of the route that can do what is asked, ranked; whether one may be tried now is asked of its health at the attempt.</summary>
    public static TargetState[] Plan(RuntimeSnapshot runtime, RouteModel route, Operation operation, RequestOutline outline, Random random)
    {
        var candidates = Array.FindAll(runtime.Targets[route.Name], target => target.Upstream.Connection.Serves(operation, outline));
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
