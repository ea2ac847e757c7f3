namespace Changeover.Drill;

/// <summary>What would make a configuration hold.</summary>
/// <param name="Reasons">Why, one sentence for each matter.</param>
/// <param name="Lines">Lines for the configuration file, to be merged into it: what stands under the same names is replaced. Empty = none.</param>
public sealed record Improvement(IReadOnlyList<string> Reasons, string Lines);
