using Changeover.Gateway.Conversations;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Upstream;
using Changeover.Providers;

namespace Changeover.Gateway.Routing;

/// <summary>Step 4: which targets may answer this request, best first.</summary>
internal static class CandidatePlanner
{
    /// <summary>Targets of the route that can do what is asked and that the caller may use at this instant, ranked; whether one may be tried now is asked of its health at the attempt.</summary>
    public static TargetState[] Plan(Exchange exchange, Random random, DateTimeOffset now)
    {
        var route = exchange.Route!;
        var candidates = Array.FindAll(exchange.Runtime.Targets[route.Name], target => target.Upstream.Connection.Serves(exchange.Operation, exchange.Outline!));
        candidates = LicenceGate.Admit(exchange, AccessGate.Admit(exchange, candidates, now));
        CandidateRanking.Rank(route.Config.Strategy, candidates, random);
        if (exchange.Runtime.Outliers.TryGetValue(route.Name, out var outliers))
        {
            outliers.Look(now);
            candidates = PutLast(exchange, candidates, outliers, now);
        }

        if (candidates.Length > 1 && OriginOf(exchange) is { } origin)
        {
            PutFirst(candidates, origin);
        }

        return candidates;
    }

    /// <summary>Why there is none: a rule of access, no licence, or nobody can do it.</summary>
    public static GatewayError Refusal(Exchange exchange) => AccessGate.Refusal(exchange)
        ?? LicenceGate.Refusal(exchange)
        ?? new GatewayError(ErrorCodes.CapabilityMissing, $"No target of this model can do {exchange.Operation.SemanticName()} with what the request holds.");

    /// <summary>Whoever is set aside is tried when all others have failed.</summary>
    private static TargetState[] PutLast(Exchange exchange, TargetState[] candidates, OutlierWatch outliers, DateTimeOffset now)
    {
        var reasons = candidates.ToDictionary(target => target, target => outliers.ReasonAt(target, now));
        exchange.SetAside = [.. candidates.Where(target => reasons[target] is not null).Select(target => $"{target.Label}: {reasons[target]}")];
        return [.. candidates.OrderBy(target => reasons[target] is not null)];
    }

    /// <summary>The target that made the last turn of a tool loop: only it knows its own reasoning.</summary>
    private static string? OriginOf(Exchange exchange) =>
        exchange.Outline!.HasTools && !exchange.Conversations.IsEmpty && exchange.Client.TryRead(exchange.Body.WrittenMemory, out var request, out _)
            ? Conversation.OriginOf(request, exchange.Conversations, exchange.Caller?.Owner)
            : null;

    private static void PutFirst(TargetState[] candidates, string label)
    {
        var place = Array.FindIndex(candidates, target => target.Label == label);
        if (place > 0)
        {
            var origin = candidates[place];
            Array.Copy(candidates, 0, candidates, 1, place);
            candidates[0] = origin;
        }
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
