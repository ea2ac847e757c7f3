namespace Changeover.Keys.Limits;

/// <summary>Whose spending a budget is made of; null = everybody's.</summary>
/// <param name="Keys">Ids of keys.</param>
/// <param name="Owners">Owners of keys.</param>
/// <param name="Routes">Names of routes.</param>
public sealed record SpendFilter(IReadOnlyList<string>? Keys, IReadOnlyList<string>? Owners, IReadOnlyList<string>? Routes)
{
    /// <summary>Whether the spending counts.</summary>
    public bool Holds(SpendCorrection spent) => Holds(Keys, spent.KeyId) && Holds(Owners, spent.Owner) && Holds(Routes, spent.Route);

    private static bool Holds(IReadOnlyList<string>? names, string name) => names is null || names.Contains(name, StringComparer.Ordinal);
}
