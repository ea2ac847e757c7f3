namespace Changeover.Inference.Templates.Values;

/// <summary>A Python dict: keeps the order of insertion; keys are compared as Python compares them.</summary>
internal sealed class DictionaryValue
{
    private readonly OrderedDictionary<object, object?> _entries = new(KeyComparer.Instance);

    public int Count => _entries.Count;

    public IEnumerable<object> Keys => _entries.Keys;

    public IEnumerable<KeyValuePair<object, object?>> Entries => _entries;

    public object? this[object key]
    {
        set => _entries[key] = value;
    }

    public bool TryGet(object? key, out object? value)
    {
        value = null;
        return key is not null && _entries.TryGetValue(key, out value);
    }

    public ListValue Items() => new([.. _entries.Select(entry => ListValue.Tuple(entry.Key, entry.Value))]);

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? left, object? right) => Comparison.Equal(left, right);

        public int GetHashCode(object key) => key switch
        {
            string text => text.GetHashCode(StringComparison.Ordinal),
            _ when Numbers.TryDouble(key, out var number) => number.GetHashCode(),
            _ => 0,
        };
    }
}
