namespace Changeover.Gateway.Recording;

/// <summary>What rules of access decided of a request.</summary>
public sealed record AccessRecord
{
    /// <summary>The rule that let the answering target be used, or refused the request; null = none spoke of it.</summary>
    public string? Rule { get; init; }

    /// <summary>Number of the filing that a rule or the route asks for; null = none does.</summary>
    public string? Filing { get; init; }

    /// <summary>Targets that were not to be used.</summary>
    public IReadOnlyList<DeniedTarget> Denied { get; init; } = [];
}

/// <summary>A target that a rule forbids.</summary>
/// <param name="Target"><c>upstream/model</c>.</param>
/// <param name="Rule">Id of the rule.</param>
public sealed record DeniedTarget(string Target, string Rule);
