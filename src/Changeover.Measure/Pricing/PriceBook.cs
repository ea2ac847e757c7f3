using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Changeover.Measure.Pricing;

/// <summary>Every price row, found by provider and model. An own row wins over the catalogue's, an exact name over one with <c>*</c>, a longer pattern over a shorter one: each only while it is in force.</summary>
public sealed class PriceBook
{
    private readonly ILookup<string, PriceRow> _byProvider;
    private readonly ConcurrentDictionary<(string Provider, string Model), ModelPrices> _found = new();

    /// <param name="rows">All rows.</param>
    public PriceBook(IEnumerable<PriceRow> rows)
    {
        Rows = [.. rows];
        _byProvider = Rows.ToLookup(row => row.Provider, StringComparer.Ordinal);
    }

    /// <summary>All rows, as given.</summary>
    public ImmutableArray<PriceRow> Rows { get; }

    /// <summary>What is known of a model. The search is done once per name, which must come from a configuration: what is found is kept.</summary>
    public ModelPrices For(string provider, string model) =>
        _found.TryGetValue((provider, model), out var known) ? known : _found.GetOrAdd((provider, model), Find((provider, model)));

    private ModelPrices Find((string Provider, string Model) name)
    {
        var ranks = _byProvider[name.Provider]
            .Where(row => ModelPattern.Matches(row.Model, name.Model))
            .GroupBy(row => (Own: row.Confidence == PriceConfidence.Own, Exact: !ModelPattern.IsPattern(row.Model), row.Model))
            .OrderByDescending(rank => rank.Key.Own).ThenByDescending(rank => rank.Key.Exact).ThenByDescending(rank => rank.Key.Model.Length).ThenBy(rank => rank.Key.Model, StringComparer.Ordinal)
            .Select(rank => rank.ToImmutableArray());
        return new ModelPrices([.. ranks]) is { Rows: var rows } found && rows.Any() ? found : ModelPrices.None;
    }
}
