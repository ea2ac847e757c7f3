using Changeover.Gateway.Snapshot;

namespace Changeover.Gateway.Policy;

/// <summary>Whether a caller may use a target at an instant, and by which rule.</summary>
/// <param name="IsAllowed">The verdict.</param>
/// <param name="Rule">What decided; null = no rule speaks of it, which is allowed.</param>
public readonly record struct AccessDecision(bool IsAllowed, AccessRuleEntry? Rule)
{
    /// <summary>The rule asked something that is not known of the caller, or of the target, and decided as it says for that case.</summary>
    public bool ByDefault { get; init; }

    /// <summary>Nothing of the request or its answer may be kept.</summary>
    public bool NoStore { get; init; }

    /// <summary>The filing whose number a rule asks for; null = none does.</summary>
    public FilingEntry? Filing { get; init; }

    /// <summary>No rule speaks.</summary>
    public static AccessDecision Open { get; } = new(true, null);
}
