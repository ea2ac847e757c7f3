namespace Changeover.Keys.Limits;

/// <summary>Whose spending a budget is made of; null = everybody's.</summary>
/// <param name="Keys">Ids of keys.</param>
/// <param name="Owners">Owners of keys.</param>
/// <param name="Routes">Names of routes.</param>
public sealed record SpendFilter(IReadOnlyList<string>? Keys, IReadOnlyList<string>? Owners, IReadOnlyList<string>? Routes);
