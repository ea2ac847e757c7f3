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
