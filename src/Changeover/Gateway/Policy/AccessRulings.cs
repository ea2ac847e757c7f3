using System.Text.Json;
using Changeover.Gateway.Recording;
using Changeover.Gateway.Upstream;

namespace Changeover.Gateway.Policy;

/// <summary>What was decided of the targets of one request.</summary>
internal sealed class AccessRulings(TargetState[] targets, AccessDecision[] decisions)
{
    /// <summary>A rule forbids to keep anything, at one of the targets that may answer.</summary>
    public bool NoStore { get; } = Array.Exists(decisions, decision => decision.NoStore);

    /// <summary>The first target's that was denied; null = none was.</summary>
    public AccessDecision? FirstDenied => Array.FindIndex(decisions, decision => !decision.IsAllowed) is var first and >= 0 ? decisions[first] : null;

    /// <summary>What was decided of a target.</summary>
    public AccessDecision Of(TargetState target) => decisions[Array.IndexOf(targets, target)];

    /// <summary>A decision as <c>x-changeover-access</c> tells it; null = no rule speaks.</summary>
    public static string? HeaderOf(AccessDecision decision) => decision.Rule is not { } rule ? null
        : $"{(decision.IsAllowed ? "allowed" : "denied")};rule={rule.Id};{JsonNamingPolicy.SnakeCaseLower.ConvertName($"{rule.Confidence}")}{(decision.Filing is null ? "" : $";filing={Uri.EscapeDataString(decision.Filing.Number)}")}";

    /// <summary>For the record.</summary>
    /// <param name="answered">Who answered; null = nobody.</param>
    public AccessRecord Record(TargetState? answered) => new()
    {
        Rule = (answered is null ? FirstDenied : Of(answered))?.Rule?.Id,
        Filing = answered is null ? null : Of(answered).Filing?.Number,
        Denied = [.. targets.Index().Where(each => !decisions[each.Index].IsAllowed).Select(each => new DeniedTarget(each.Item.Label, decisions[each.Index].Rule!.Id!))],
    };
}
