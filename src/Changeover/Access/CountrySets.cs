using System.Collections;
using System.Collections.Frozen;
using Changeover.Gateway.Policy;
using Changeover.Gateway.Snapshot.Document;

namespace Changeover.Access;

/// <summary>Lists of countries by name: the catalogue's and the operator's own, which goes before one of the same name.</summary>
internal sealed class CountrySets(IEnumerable<CountrySet> shipped, IReadOnlyDictionary<string, IReadOnlyList<string>> own)
{
    private readonly FrozenDictionary<string, IReadOnlyList<string>> _all = shipped.Where(set => !own.ContainsKey(set.Name))
        .Select(set => KeyValuePair.Create(set.Name, set.Countries)).Concat(own).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of all.</summary>
    public IEnumerable<string> Names => _all.Keys;

    /// <summary>The countries that are among <paramref name="these"/> and not among <paramref name="not"/>, each at its place; null = neither says anything.</summary>
    /// <exception cref="FormatException">A list is named that there is not.</exception>
    public BitArray? Of(IReadOnlyList<string> these, IReadOnlyList<string> not)
    {
        if (these.Count == 0 && not.Count == 0)
        {
            return null;
        }

        var bits = these.Count == 0 ? new BitArray(CountryCode.Count, true) : Of(these);
        return not.Count == 0 ? bits : bits.And(Of(not).Not());
    }

    private BitArray Of(IReadOnlyList<string> written)
    {
        var bits = new BitArray(CountryCode.Count);
        foreach (var country in written.SelectMany(Countries))
        {
            bits[CountryCode.Place(country)] = true;
        }

        return bits;
    }

    private IReadOnlyList<string> Countries(string written) => written is not ['@', .. var name] ? [written]
        : _all.TryGetValue(name, out var countries) ? countries
        : throw new FormatException($"There is no list {Quoting.Quote(name)}.");
}
