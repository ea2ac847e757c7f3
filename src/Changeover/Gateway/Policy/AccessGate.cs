using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Policy;

/// <summary>The one place where targets that a rule forbids are taken out: what comes after it, be it a fallback or a retry, never sees them.</summary>
internal static class AccessGate
{
    /// <summary>The candidates that the caller may use at this instant, in the same order. What was decided stays with the exchange.</summary>
    public static TargetState[] Admit(Exchange exchange, TargetState[] candidates, DateTimeOffset now)
    {
        var decisions = new AccessDecision[candidates.Length];
        exchange.Runtime.Access.Decide(exchange.CallerIs, now, Array.ConvertAll(candidates, target => target.AccessPlace), decisions);
        if (Array.TrueForAll(decisions, decision => decision.Rule is null))
        {
            return candidates;
        }

        exchange.Access = new AccessRulings(candidates, decisions);
        return [.. candidates.Where((_, i) => decisions[i].IsAllowed)];
    }

    /// <summary>A target's answer is what the client gets: header and record name the rule that let it.</summary>
    public static void Tell(Exchange exchange, TargetState target)
    {
        exchange.Answering = target;
        LicenceGate.Tell(exchange, target);
        if (exchange.Access is { } access)
        {
            exchange.Http.Response.Headers[GatewayHeaders.Access] = AccessRulings.HeaderOf(access.Of(target));
        }
    }

    /// <summary>The answer, which ends early where running streams are cut and a rule that forbids its target comes into force.</summary>
    public static UpstreamAnswer? WhileAllowed(Exchange exchange, TargetState target, UpstreamAnswer? answer, TimeProvider time)
    {
        if (answer is not { Length: null } || exchange.Runtime.Snapshot.Config.Access.RunningStreams == Snapshot.RunningStreams.Finish || exchange.Runtime.Access.NextChange(time.GetUtcNow()) is not { } change)
        {
            return answer;
        }

        return new DatedAnswer(answer, () =>
        {
            while (change <= time.GetUtcNow())
            {
                if (!Decide(exchange, target, change).IsAllowed)
                {
                    return true;
                }

                change = exchange.Runtime.Access.NextChange(change) ?? DateTimeOffset.MaxValue;
            }

            return false;
        });
    }

    private static AccessDecision Decide(Exchange exchange, TargetState target, DateTimeOffset at)
    {
        var decision = new AccessDecision[1];
        exchange.Runtime.Access.Decide(exchange.CallerIs, at, [target.AccessPlace], decision);
        return decision[0];
    }

    /// <summary>Why nothing is left to try; null = it was not for a rule.</summary>
    public static GatewayError? Refusal(Exchange exchange)
    {
        if (exchange.Access?.FirstDenied is not { Rule: { } rule } denied)
        {
            return null;
        }

        exchange.Http.Response.Headers[GatewayHeaders.Access] = AccessRulings.HeaderOf(denied);
        var confidence = rule.Confidence == Snapshot.AccessConfidence.Unverified ? ", not verified" : "";
        var unknown = denied.ByDefault ? " What the rule asks is not known of this caller." : "";
        return new GatewayError(ErrorCodes.AccessDenied, $"{rule.Reason}{unknown} (rule {rule.Id}{confidence}{(rule.Source is null ? "" : $", {rule.Source}")})");
    }
}
