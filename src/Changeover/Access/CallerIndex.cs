using System.Collections;
using System.Collections.Frozen;
using Changeover.Gateway.Policy;

namespace Changeover.Access;

/// <summary>
/// For each thing that can be known of a caller: the rules that then fit. A rule fits a caller when it fits in everything that it asks; where something
/// is not known, it may fit. Made once per snapshot, so that a decision is a few intersections of bits, however many rules there are.
/// </summary>
internal sealed class CallerIndex
{
    private readonly CountryIndex _country;
    private readonly CountryIndex _orgCountry;
    private readonly OwnerIndex _owners;
    private readonly NameIndex _groups;
    private readonly NameIndex _dataClasses;
    private readonly ulong[] _withoutAudience;
    private readonly ulong[][] _byAudience;

    public CallerIndex(IReadOnlyList<AccessRule> rules)
    {
        _country = new CountryIndex(rules, rule => rule.Country);
        _orgCountry = new CountryIndex(rules, rule => rule.OrgCountry);
        _owners = new OwnerIndex(rules);
        _groups = new NameIndex(rules, rule => rule.Entry.Groups);
        _dataClasses = new NameIndex(rules, rule => rule.Entry.DataClasses);
        _withoutAudience = RuleBits.Where(rules, rule => rule.Entry.Audience is null);
        _byAudience = [.. Enum.GetValues<Audience>().Select(audience => RuleBits.Where(rules, rule => rule.Entry.Audience is null || rule.Entry.Audience == audience))];
    }

    /// <summary>Leaves in <paramref name="certain"/> what surely fits the caller, and in <paramref name="possible"/> what may.</summary>
    public void Narrow(CallerAttributes caller, Span<ulong> certain, Span<ulong> possible)
    {
        _country.Narrow(caller.Country, certain, possible);
        _orgCountry.Narrow(caller.OrgCountry, certain, possible);
        _owners.Narrow(caller.Owners, certain, possible);
        _groups.Narrow(caller.Group, certain, possible);
        _dataClasses.Narrow(caller.DataClass, certain, possible);
        Narrow(caller.Audience is { } audience ? _byAudience[(int)audience] : null, _withoutAudience, certain, possible);
    }

    /// <summary>By one thing: the rules that fit what is known, or where nothing is, those that do not ask.</summary>
    private static void Narrow(ulong[]? known, ulong[] unasked, Span<ulong> certain, Span<ulong> possible)
    {
        RuleBits.And(certain, known ?? unasked);
        if (known is not null)
        {
            RuleBits.And(possible, known);
        }
    }

    private sealed class CountryIndex(IReadOnlyList<AccessRule> rules, Func<AccessRule, BitArray?> asked)
    {
        private readonly ulong[] _unasked = RuleBits.Where(rules, rule => asked(rule) is null);

        private readonly ulong[][] _byCountry = [.. Enumerable.Range(0, CountryCode.Count).Select(place => RuleBits.Where(rules, rule => asked(rule)?[place] ?? true))];

        public void Narrow(string? country, Span<ulong> certain, Span<ulong> possible) =>
            CallerIndex.Narrow(country is null ? null : _byCountry[CountryCode.Place(country)], _unasked, certain, possible);
    }

    private sealed class NameIndex(IReadOnlyList<AccessRule> rules, Func<AccessRule, IReadOnlyList<string>> asked)
    {
        private readonly ulong[] _unasked = RuleBits.Where(rules, rule => asked(rule).Count == 0);

        private readonly FrozenDictionary<string, ulong[]> _byName = rules.SelectMany(asked).Distinct(StringComparer.Ordinal)
            .ToFrozenDictionary(name => name, name => RuleBits.Where(rules, rule => asked(rule).Count == 0 || asked(rule).Contains(name, StringComparer.Ordinal)), StringComparer.Ordinal);

        public void Narrow(string? name, Span<ulong> certain, Span<ulong> possible) =>
            CallerIndex.Narrow(name is null ? null : _byName.GetValueOrDefault(name, _unasked), _unasked, certain, possible);
    }

    /// <summary>Shares are added up, once for all rules that ask for the same countries and the same share.</summary>
    private sealed class OwnerIndex(IReadOnlyList<AccessRule> rules)
    {
        private readonly ulong[] _unasked = RuleBits.Where(rules, rule => rule.OwnedBy is null);

        private readonly (BitArray Countries, decimal Above, ulong[] Others)[] _asked =
        [
            .. rules.Where(rule => rule.OwnedBy is not null).GroupBy(rule => (Countries: Key(rule.OwnedBy!), rule.OwnedAbove))
                .Select(same => (same.First().OwnedBy!, same.Key.OwnedAbove, RuleBits.Where(rules, rule => !same.Contains(rule)))),
        ];

        public void Narrow(IReadOnlyList<OwnerShare>? owners, Span<ulong> certain, Span<ulong> possible)
        {
            if (owners is null)
            {
                RuleBits.And(certain, _unasked);
                return;
            }

            foreach (var (countries, above, others) in _asked)
            {
                var (held, known) = Held(owners, countries);
                if (held > above)
                {
                    continue;
                }

                RuleBits.And(certain, others);
                // Whoever holds the rest is unknown, and may be one of them.
                if (held + Math.Max(0, 100 - known) <= above)
                {
                    RuleBits.And(possible, others);
                }
            }
        }

        private static (decimal Held, decimal Known) Held(IReadOnlyList<OwnerShare> owners, BitArray countries)
        {
            decimal held = 0, known = 0;
            for (var i = 0; i < owners.Count; i++)
            {
                known += owners[i].Percent;
                held += countries[CountryCode.Place(owners[i].Country)] ? owners[i].Percent : 0;
            }

            return (held, known);
        }

        private static string Key(BitArray countries) => string.Create(countries.Length, countries, static (text, bits) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = bits[i] ? '1' : '0';
            }
        });
    }
}
